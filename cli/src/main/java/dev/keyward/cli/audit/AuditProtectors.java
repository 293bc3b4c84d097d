package dev.keyward.cli.audit;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.ReportFiles;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.input.KeyFileInput;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.report.audit.Shortfall;
import dev.keyward.finding.Severity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code audit}: who can open what, and whether that is as it should be, without any key. */
public final class AuditProtectors implements Command {

  private static final List<OptionSpec> OPTIONS =
      List.of(
          OptionSpec.value(
              "policy", "FILE", "a YAML file: who may own, who must and who may have access"),
          Options.GUARDIANS,
          Options.HGS,
          KeyFileInput.PASSPHRASE_FILE,
          KeyFileInput.PASSPHRASE_ENV,
          OptionSpec.value("within", "DAYS", "how long before expiry to warn, such as 90d (90d)"),
          OptionSpec.value(
              "fail-on", "error|warning", "exit 1 for findings of this severity or above (error)"),
          ReportFiles.OPTION,
          Options.SHELL,
          BaselineAudit.OPTION,
          OptionSpec.flag("strict", "report every file that is not a protector as an error"),
          OptionSpec.value("sums", "FILE", "also write the lines that the digest is made of"),
          OptionSpec.flag(
              "init-policy", "write a commented policy for what it finds, instead of a report"),
          OptionSpec.value(
              "shard", "I/N", "write share I of N for audit merge, instead of a report"),
          OptionSpec.value(
              AuditSources.FILES_FROM, "FILE", "audit the files that FILE or - lists, one a line"),
          Options.OUT_FILE,
          Options.FORCE);

  @Override
  public Verb verb() {
    return new Verb(
        "audit",
        "",
        "PATH...",
        "audit folders and exports of protectors without any key: who can open what, and findings",
        AuditStyle.with(OPTIONS),
        """
        Without a policy the audit reports what is wrong in any case, such as unknown or mixed
        guardians, expiry and copies. A broken file is a finding, and the audit continues. In a
        folder Keyward only counts other files by kind, such as disks and certificates; --strict is
        for folders that must hold nothing else. sha256sum -c FILE checks what --sums FILE wrote.
        --shard 2/4 --now INSTANT -o FILE makes the second of four shares, in any order and on any
        machine; -o FILE.gz compresses it. audit merge combines all shares into the report of one
        audit. With --files-from LIST each share opens only its own files; LIST is the same for all,
        and a NUL may end each name. Type ./merge for a folder that is called merge.\
        """);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    if (arguments.has(AuditSources.FILES_FROM)) {
      arguments.atMost(0);
    } else {
      arguments.atLeast(1);
    }
    if (arguments.has("shard")) {
      return new AuditShare(arguments, session).run();
    }
    return arguments.has("init-policy") ? draft(arguments, session) : audit(arguments, session);
  }

  private static ExitCode draft(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.refuse("init-policy", "policy", "baseline");
    AuditDraft draft = new AuditDraft(arguments, session);
    AuditSetting setting = AuditSetting.of(arguments, session);
    arguments.refuse("init-policy", "sums");
    AuditSummary summary;
    try (AuditOutputs outputs = new AuditOutputs(arguments, session, "out")) {
      summary = setting.audit(draft, outputs, session.console());
    }
    draft.write();
    return exit(summary, severity -> false, session.console());
  }

  private static ExitCode audit(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    if (arguments.has("out")) {
      throw new UsageException(
          "--out goes with --init-policy or --shard; --report FILE writes a report");
    }
    int inputs = arguments.has(AuditSources.FILES_FROM) ? 1 : arguments.operands().size();
    AuditOutputs.requireOneInput(arguments, inputs);
    Severity failOn = AuditSetting.failOn(arguments);
    AuditSetting setting = AuditSetting.of(arguments, session);
    Console console = session.console();
    if (arguments.has(BaselineAudit.OPTION.name())) {
      AuditSummary summary = BaselineAudit.run(arguments, setting, session);
      return exit(summary, severity -> severity.compareTo(failOn) >= 0, console);
    }
    AuditSummary summary;
    try (AuditReports reports = AuditReports.open(arguments, session, setting.policy().accepts());
        AuditOutputs outputs =
            new AuditOutputs(arguments, session, "report", "sums", AuditStyle.BASIS)) {
      summary = setting.audit(reports, outputs, console);
      outputs.commit();
    }
    if (!console.json()) {
      new AuditText(summary, session.console().commands()).lines().forEach(console::line);
    }
    return exit(summary, severity -> severity.compareTo(failOn) >= 0, console);
  }

  static ExitCode exit(AuditSummary summary, Predicate<Severity> fails, Console console) {
    Optional<Shortfall> shortfall = Shortfall.of(summary);
    if (shortfall.isPresent()) {
      console.error(Fault.of("failed", "", shortfall.get().text(), ""));
      return shortfall.get().code();
    }
    return summary.worst().filter(fails).isPresent() ? ExitCode.ANSWER_NO : ExitCode.DONE;
  }
}
