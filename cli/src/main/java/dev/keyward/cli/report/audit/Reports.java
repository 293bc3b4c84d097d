package dev.keyward.cli.report.audit;

import dev.keyward.cli.report.ReportFormat;
import java.io.IOException;
import java.io.OutputStream;

/** Opens reports. */
public final class Reports {

  /**
   * As many protectors are named on a page. More make one that nobody reads and browsers are slow
   * with.
   */
  public static final int MOST_ROWS = 10_000;

  private Reports() {}

  /**
   * A report that writes to {@code out}, which the caller closes, and replaces a file with, after
   * {@link Report#finish}.
   *
   * @throws IOException if {@code out} refuses the beginning
   */
  public static Report open(ReportFormat format, OutputStream out, ReportContext context)
      throws IOException {
    return switch (format) {
      case CSV -> new CsvReport(out, context);
      case JSON -> new JsonReport(out, context);
      case SARIF -> new SarifReport(out, context);
      case HTML -> new HtmlReport(out, context);
    };
  }
}
