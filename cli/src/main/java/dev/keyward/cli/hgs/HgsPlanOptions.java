package dev.keyward.cli.hgs;

import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import dev.keyward.hgs.folder.HgsPlan;

/** What new keys of a service are to be, from the options of two verbs. */
final class HgsPlanOptions {

  static final OptionSpec KEY_SIZE =
      OptionSpec.value("key-size", "2048|3072|4096", "the size of each key in bits (3072)");
  static final OptionSpec VALIDITY =
      OptionSpec.value("validity-days", "N", "how long a certificate is valid (3650)");

  private HgsPlanOptions() {}

  static HgsPlan plan(Arguments arguments, GuardianName name) throws UsageException {
    int bits = arguments.integer("key-size", 2048, 4096, GuardianMaker.Plan.DEFAULT_KEY_BITS);
    if (bits % 1024 != 0) {
      throw new UsageException("--key-size takes 2048, 3072 or 4096");
    }
    return new HgsPlan(name, bits, days(arguments));
  }

  static int days(Arguments arguments) throws UsageException {
    return arguments.integer("validity-days", 1, 36500, GuardianMaker.Plan.DEFAULT_VALIDITY_DAYS);
  }
}
