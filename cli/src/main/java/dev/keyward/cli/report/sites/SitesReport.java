package dev.keyward.cli.report.sites;

import dev.keyward.audit.site.SitesReceiver;
import dev.keyward.cli.report.ReportFormat;
import dev.keyward.cli.report.audit.ReportContext;
import java.io.IOException;
import java.io.OutputStream;

/** Opens reports of several sites. */
public final class SitesReport {

  private SitesReport() {}

  /**
   * A report that writes to {@code out}, which the caller closes after {@code finish}.
   *
   * @throws IOException if {@code out} refuses the beginning
   */
  public static SitesReceiver open(ReportFormat format, OutputStream out, ReportContext context)
      throws IOException {
    return switch (format) {
      case CSV -> new SitesCsv(out, context);
      case JSON -> new SitesJson(out, context);
      case SARIF -> new SitesSarif(out, context);
      case HTML -> new SitesHtml(out, context);
    };
  }
}
