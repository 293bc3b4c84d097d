package dev.keyward.cli.report.diff;

import dev.keyward.audit.diff.DiffReceiver;
import dev.keyward.audit.diff.DiffSummary;
import dev.keyward.audit.diff.ProtectorChange;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.cli.report.audit.HtmlReport;
import dev.keyward.cli.report.audit.ReportContext;
import dev.keyward.cli.report.change.DiffView;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** The page of an audit with what changed since an earlier one. */
final class BaselineHtml implements DiffReceiver {

  private final HtmlReport report;

  BaselineHtml(OutputStream out, ReportContext context) {
    this.report = new HtmlReport(out, context);
  }

  @Override
  public void protector(ProtectorChange change) {
    report.protector(change.protector());
  }

  @Override
  public void copy(AuditedProtector copy) {
    report.copy(copy);
  }

  /** The summary names the first ones. */
  @Override
  public void earlier(ProtectorChange change) {}

  @Override
  public void finish(DiffSummary summary) throws IOException {
    report.finish(summary.after().summary(), Optional.of(DiffView.inAudit(summary)));
  }
}
