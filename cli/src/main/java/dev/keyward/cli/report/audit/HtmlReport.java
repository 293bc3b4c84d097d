package dev.keyward.cli.report.audit;

import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.cli.report.PageTemplate;
import dev.keyward.cli.report.audit.rows.MatrixRows;
import dev.keyward.cli.report.change.DiffView;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * One page that needs nothing else: no network, no script to be read, at most {@link
 * Reports#MOST_ROWS} protectors by name. The content of the top is known last, so that rows are
 * kept until then.
 */
public final class HtmlReport implements Report {

  private static final PageTemplate.Parts FRAME =
      new PageTemplate.Parts("audit", "audit.mustache", List.of("page.css"), "page.js");

  private final OutputStream out;
  private final ReportContext context;
  private final MatrixRows rows = new MatrixRows(Reports.MOST_ROWS);

  /** A page that nothing is written of before the end. */
  public HtmlReport(OutputStream out, ReportContext context) {
    this.out = out;
    this.context = context;
  }

  @Override
  public void protector(AuditedProtector protector) {
    rows.add(protector);
  }

  @Override
  public void copy(AuditedProtector copy) {
    rows.addCopy(copy);
  }

  @Override
  public void finish(AuditSummary summary) throws IOException {
    finish(summary, Optional.empty());
  }

  /** The same with what changed since an earlier audit. */
  public void finish(AuditSummary summary, Optional<DiffView> changes) throws IOException {
    Page content = Page.of(context, summary, rows, changes);
    FRAME.load().write(content, content.matrix().style(), out);
  }
}
