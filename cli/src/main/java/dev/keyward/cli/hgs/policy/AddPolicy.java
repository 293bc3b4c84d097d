package dev.keyward.cli.hgs.policy;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.GuardianName;
import dev.keyward.hgs.description.AttestationKind;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HgsPolicy;
import dev.keyward.tpm.policy.MeasuredPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code hgs policy add}: one more policy that measured hosts must keep. */
public final class AddPolicy implements Command {

  private static final String NAME = "name";
  private static final String REPLACE = "replace";
  private static final String ENDING = ".yaml";

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "policy add",
        "DIR FILE",
        "add a policy that measured hosts must keep",
        List.of(
            OptionSpec.value(NAME, "NAME", "its name (that of the file, without .yaml)"),
            OptionSpec.flag(REPLACE, "replace the policy of that name")),
        "A host must keep every policy of mode enforce. A policy of mode report refuses no host:"
            + " the log of hgs serve says what a host does not keep. Without a policy of mode"
            + " enforce no measured host passes. A running service applies the policy within two"
            + " seconds; a health certificate that a host has already stays valid for up to eight"
            + " hours. The command needs no passphrase. "
            + PolicyFolder.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(2);
    PolicyFolder folder = new PolicyFolder(arguments, session);
    String file = arguments.operand(1);
    byte[] yaml = SafeFiles.readAtMost(arguments.operandPath(1), HgsPolicy.MOST_BYTES);
    MeasuredPolicy.parse(yaml, file);
    HgsPolicy policy = new HgsPolicy(name(arguments), yaml);
    HgsDescription service = folder.policies().add(policy, arguments.has(REPLACE));
    if (service.measuring().kind() == AttestationKind.HOST_KEY) {
      session
          .console()
          .warning("the service attests host keys only, so it applies the policy to no host");
    }
    folder.report("hgs-policy-add", "added the policy", List.of(policy));
    return ExitCode.DONE;
  }

  private static GuardianName name(Arguments arguments) throws UsageException {
    if (arguments.has(NAME)) {
      return Roster.name(arguments.required(NAME));
    }
    Path last = arguments.operandPath(1).getFileName();
    String file = String.valueOf(last);
    return Roster.name(
        file.endsWith(ENDING) ? file.substring(0, file.length() - ENDING.length()) : file);
  }
}
