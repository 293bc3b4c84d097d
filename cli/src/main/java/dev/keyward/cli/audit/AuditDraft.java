package dev.keyward.cli.audit;

import dev.keyward.audit.policy.draft.PolicyDraft;
import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Outputs;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.TypedCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** {@code audit --init-policy}: what was found becomes a policy to start from. */
final class AuditDraft implements AuditReceiver {

  private final Session session;
  private final Outputs outputs;
  private final String target;
  private byte[] policy = new byte[0];

  AuditDraft(Arguments arguments, Session session) throws IOException, UsageException {
    arguments.refuse("init-policy", "report", "fail-on");
    AuditStyle.refuse(arguments, "init-policy");
    this.session = session;
    this.outputs = new Outputs(session, arguments);
    this.target = arguments.value("out").orElse("-");
    if (session.console().json() && target.equals("-")) {
      throw new UsageException("a policy is YAML, not JSON: give --out FILE");
    }
    outputs.requireWritable(target);
  }

  @Override
  public void protector(AuditedProtector protector) {}

  @Override
  public void finish(AuditSummary summary) {
    policy = PolicyDraft.of(summary).encode();
  }

  /** It is text, so a terminal may show it. */
  void write() throws IOException, UsageException {
    if (target.equals("-")) {
      new String(policy, StandardCharsets.UTF_8).lines().forEach(session.console()::line);
    } else {
      outputs.write(target, policy);
      String typed =
          TypedCommand.in(session.console().commands().shell())
              .option("--policy", target)
              .or("--policy FILE");
      session.console().note("wrote " + target + "; read it, then audit with " + typed);
    }
  }
}
