package dev.keyward.cli.report.diff;

import dev.keyward.audit.diff.DiffReceiver;
import dev.keyward.audit.diff.DiffSummary;
import dev.keyward.audit.diff.ProtectorChange;
import dev.keyward.cli.report.PageTemplate;
import dev.keyward.cli.report.audit.ReportContext;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** One page about what changed. */
final class DiffHtml implements DiffReceiver {

  private static final PageTemplate.Parts FRAME =
      new PageTemplate.Parts("audit-diff", "diff.mustache", List.of("page.css"), "page.js");

  private final OutputStream out;
  private final ReportContext context;

  DiffHtml(OutputStream out, ReportContext context) {
    this.out = out;
    this.context = context;
  }

  /** The summary names the first ones. */
  @Override
  public void protector(ProtectorChange change) {}

  @Override
  public void earlier(ProtectorChange change) {}

  @Override
  public void finish(DiffSummary summary) throws IOException {
    FRAME.load().write(DiffPage.of(context, summary), "", out);
  }
}
