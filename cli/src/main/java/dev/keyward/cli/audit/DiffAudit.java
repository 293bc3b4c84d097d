package dev.keyward.cli.audit;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.audit.diff.AuditDiff;
import dev.keyward.audit.diff.DiffSide;
import dev.keyward.audit.diff.DiffSummary;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.ReportFiles;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.base.input.KeyFileInput;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.console.Progress;
import dev.keyward.cli.report.audit.Shortfall;
import dev.keyward.cli.report.diff.DiffReport;
import dev.keyward.finding.Severity;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code audit diff}: what changed between two audits. */
public final class DiffAudit implements Command {

  private static final int SIDES = 2;

  /** What only an audit needs. */
  private static final List<String> OF_AUDITS = List.of("policy", "guardians", "hgs", "within");

  private static final List<OptionSpec> OPTIONS =
      List.of(
          OptionSpec.value("policy", "FILE", "YAML: judge folders and exports by these rules"),
          Options.GUARDIANS,
          Options.HGS,
          KeyFileInput.PASSPHRASE_FILE,
          KeyFileInput.PASSPHRASE_ENV,
          OptionSpec.value("within", "DAYS", "how long before expiry to warn, such as 90d (90d)"),
          OptionSpec.value(
              "fail-on",
              "new-error|new-warning",
              "exit 1 for new findings of this severity or above"),
          ReportFiles.OPTION,
          Options.SHELL,
          OptionSpec.flag("strict", "report every file that is not a protector as an error"),
          Options.FORCE);

  @Override
  public Verb verb() {
    return new Verb(
        "audit",
        "diff",
        "OLD NEW",
        "show what changed between two audits: guardian sets, protectors and findings",
        Stream.concat(OPTIONS.stream(), AuditStyle.TABLES.stream()).toList(),
        """
        OLD and NEW are reports that audit --report FILE.json wrote, or folders and exports, which
        Keyward audits now, both at the same time and by the same policy. Keyward finds a VM by its
        id, else by its name, else by its path below the input. A guardian is known by its signing
        key, not by its name. Where several VMs have one name, Keyward reports them as ambiguous and
        compares their findings together. Reports are not signed: take them only from a source that
        you trust.\
        """);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(SIDES);
    Optional<Severity> failOn = failOn(arguments);
    DiffSummary summary;
    try (ComparedAudits audits = new ComparedAudits(arguments, session);
        DiffReports reports =
            new DiffReports(
                arguments,
                session,
                AuditStyle.tables(arguments, session, false),
                DiffReport::open);
        AuditOutputs outputs = new AuditOutputs(arguments, session, "report", AuditStyle.BASIS)) {
      List<ComparedAudits.Later> sides = audits.named(arguments.operands(), outputs);
      ComparedAudits.Later before = sides.get(0);
      ComparedAudits.Later after = sides.get(1);
      requireUsed(arguments, audits);
      try (Progress bar = session.console().progress("comparing", audits.bytes())) {
        summary = new AuditDiff(before.side(bar::stepBy), after.side(bar::stepBy)).run(reports);
      }
    }
    Console console = session.console();
    if (!console.json()) {
      new DiffText(summary).lines().forEach(console::line);
    }
    return exit(summary, failOn, console);
  }

  /** An option that changes nothing would mislead. */
  private static void requireUsed(Arguments arguments, ComparedAudits audits)
      throws UsageException {
    for (String option : OF_AUDITS) {
      if (audits.areReports() && arguments.has(option)) {
        throw new UsageException(
            "--" + option + " goes with a folder or an export; reports were judged already");
      }
    }
  }

  private static Optional<Severity> failOn(Arguments arguments) throws UsageException {
    return arguments.has("fail-on")
        ? Optional.of(
            arguments.oneOf(
                "fail-on",
                Map.of("new-error", Severity.ERROR, "new-warning", Severity.WARNING),
                Severity.ERROR))
        : Optional.empty();
  }

  private static ExitCode exit(DiffSummary summary, Optional<Severity> failOn, Console console) {
    ExitCode worst =
        failOn.filter(summary::hasNew).isPresent() ? ExitCode.ANSWER_NO : ExitCode.DONE;
    for (DiffSide.End end : List.of(summary.before(), summary.after())) {
      // A report counts as complete. An audit that ran now must have read everything.
      Optional<Shortfall> shortfall =
          end.report().isPresent() ? Optional.empty() : Shortfall.of(end.summary());
      if (shortfall.isPresent()) {
        console.error(Fault.of("failed", Text.listed(end.path()), shortfall.get().text(), ""));
        worst = worst.worse(shortfall.get().code());
      }
    }
    return worst;
  }
}
