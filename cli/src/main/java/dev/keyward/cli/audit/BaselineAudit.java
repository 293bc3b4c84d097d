package dev.keyward.cli.audit;

import dev.keyward.KeywardException;
import dev.keyward.audit.diff.AuditDiff;
import dev.keyward.audit.diff.AuditedSide;
import dev.keyward.audit.diff.DiffSummary;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.console.Progress;
import dev.keyward.cli.report.audit.ReportContext;
import dev.keyward.cli.report.diff.DiffReport;
import java.io.IOException;

/** {@code audit --baseline}: an audit, and what changed since an earlier one, in one report. */
final class BaselineAudit {

  static final OptionSpec OPTION =
      OptionSpec.value("baseline", "OLD.json", "also show what changed since this report");

  private BaselineAudit() {}

  /** Audits everything and prints both. */
  static AuditSummary run(Arguments arguments, AuditSetting setting, Session session)
      throws KeywardException, IOException, UsageException {
    Console console = session.console();
    ReportContext context = AuditStyle.pages(arguments, session, setting.policy().accepts());
    DiffSummary summary;
    try (ComparedAudits audits = new ComparedAudits(arguments, session);
        DiffReports reports =
            new DiffReports(arguments, session, context, DiffReport::withBaseline);
        AuditOutputs outputs =
            new AuditOutputs(
                arguments, session, "report", "sums", AuditStyle.BASIS, OPTION.name())) {
      ComparedAudits.Later before = audits.report(arguments.required(OPTION.name()));
      SpooledAudit audited = audits.audited(setting, outputs);
      try (Progress bar = console.progress("comparing", audits.bytes())) {
        AuditedSide after = audited.side(bar::stepBy).listingTo(outputs.listing());
        summary = new AuditDiff(before.side(bar::stepBy), after).run(reports);
      }
      outputs.commit();
    }
    if (!console.json()) {
      AuditSummary audit = summary.after().summary();
      new AuditText(audit, console.commands()).lines().forEach(console::line);
      console.line("");
      console.line("since " + new DiffText(summary).since());
      new DiffText(summary).changes().forEach(console::line);
    }
    return summary.after().summary();
  }
}
