package dev.keyward.cli.fleet.matrix;

import dev.keyward.cli.args.OptionSpec;

/** Options of the verbs about Hyper-V hosts in local mode. */
final class MatrixOptions {

  static final OptionSpec CERTIFICATES =
      OptionSpec.many(
          "certificates",
          "PATH",
          "exports, HOST.reg files, or a folder with one for each host; HOST=PATH");
  static final OptionSpec REGISTERED =
      OptionSpec.many("registered", "HOST=FILE", "a copy of the host's data.vmcx, with its VMs");
  static final OptionSpec MODES =
      OptionSpec.many("modes", "FILE", "what Get-HgsClientConfiguration prints on the hosts");
  static final OptionSpec BACKUP =
      OptionSpec.many("backup", "PATH", "where the keys are kept: PFX and certificate files");

  private MatrixOptions() {}
}
