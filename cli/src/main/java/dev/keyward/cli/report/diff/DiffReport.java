package dev.keyward.cli.report.diff;

import dev.keyward.audit.diff.DiffReceiver;
import dev.keyward.cli.report.ReportFormat;
import dev.keyward.cli.report.audit.ReportContext;
import java.io.IOException;
import java.io.OutputStream;

/** Opens reports of what changed between two audits. */
public final class DiffReport {

  private DiffReport() {}

  /**
   * A report that writes to {@code out}, which the caller closes after {@code finish}.
   *
   * @throws IOException if {@code out} refuses the beginning
   */
  public static DiffReceiver open(ReportFormat format, OutputStream out, ReportContext context)
      throws IOException {
    return switch (format) {
      case CSV -> new DiffCsv(out, context);
      case JSON -> new DiffJson(out, context);
      case SARIF -> new DiffSarif(out, context);
      case HTML -> new DiffHtml(out, context);
    };
  }

  /** The same of an audit together with what changed since an earlier one. */
  public static DiffReceiver withBaseline(
      ReportFormat format, OutputStream out, ReportContext context) throws IOException {
    return switch (format) {
      case CSV -> new BaselineCsv(out, context);
      case JSON -> new BaselineJson(out, context);
      case SARIF -> new BaselineSarif(out, context);
      case HTML -> new BaselineHtml(out, context);
    };
  }
}
