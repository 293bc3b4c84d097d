package dev.keyward.cli.hgs.policy;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.SwappedOperands;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.hgs.description.HgsPolicy;
import dev.keyward.hgs.folder.HgsPolicies;
import java.util.List;
import java.util.Locale;

/** What the verbs about policies are given, and how they answer. */
record PolicyFolder(Arguments arguments, Session session) {

  /** What the help of each of them ends with. */
  static final String LABS =
      "For KVM fabrics and tests: these are Keyward's own policies and messages; they do not configure"
          + " Hyper-V.";

  /** Those of the service in the folder that is the first operand. */
  HgsPolicies policies() throws UsageException {
    SwappedOperands.requireFolderFirst(arguments, "DIR before the other one");
    return new HgsPolicies(arguments.operandPath(0), session.random());
  }

  /** One line for each. */
  void report(String schema, String what, List<HgsPolicy> policies) throws KeywardException {
    if (session.console().json()) {
      session.console().json(schema, PolicyAnswer.Policies.of(policies));
      return;
    }
    if (!what.isEmpty()) {
      session.console().line(what);
    }
    String indent = what.isEmpty() ? "" : "  ";
    for (HgsPolicy each : policies) {
      PolicyAnswer.Policy policy = PolicyAnswer.Policy.of(each);
      session
          .console()
          .line(
              String.format(
                  Locale.ROOT,
                  "%s%-24s %-8s %s",
                  indent,
                  policy.name(),
                  policy.mode(),
                  policy.sha256()));
    }
  }
}
