package dev.keyward.cli.report;

import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * One page that needs nothing else: no network, no script to be read, at most {@link #MOST_ROWS}
 * protectors by name. What stands at the top is known last, so that rows are kept until then.
 */
final class HtmlReport implements Report {

  /** More make a page that nobody reads and browsers are slow with. */
  static final int MOST_ROWS = 10_000;

  private final OutputStream out;
  private final ReportContext context;
  private final MatrixRows rows = new MatrixRows(MOST_ROWS);

  HtmlReport(OutputStream out, ReportContext context) {
    this.out = out;
    this.context = context;
  }

  @Override
  public void protector(AuditedProtector protector) {
    rows.add(protector);
  }

  @Override
  public void finish(AuditSummary summary) throws IOException {
    Writer page = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    PageTemplate.load().write(Page.of(context, summary, rows), page);
    page.flush();
  }
}
