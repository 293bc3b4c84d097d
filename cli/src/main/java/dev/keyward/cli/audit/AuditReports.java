package dev.keyward.cli.audit;

import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.ReportFiles;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Version;
import dev.keyward.cli.report.ReportFormat;
import dev.keyward.cli.report.audit.Report;
import dev.keyward.cli.report.audit.ReportContext;
import dev.keyward.cli.report.audit.Reports;
import dev.keyward.file.PendingFile;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The reports of an audit, written while it goes on: the files of {@code --report}, each whole or
 * not at all, and, as JSON, standard output.
 */
public final class AuditReports implements AuditReceiver, AutoCloseable {

  private final List<Report> reports = new ArrayList<>();
  private final List<PendingFile> files = new ArrayList<>();

  private AuditReports() {}

  /** Begins all of them, so that one that cannot be written is told before the work. */
  static AuditReports open(Arguments arguments, Session session)
      throws IOException, UsageException {
    ReportContext context = new ReportContext(Version.number(), session.console().commands());
    Map<Path, ReportFormat> wanted = ReportFiles.of(arguments, session);
    AuditReports opened = new AuditReports();
    try {
      if (session.console().json()) {
        opened.reports.add(Reports.open(ReportFormat.JSON, session.console().resultOut(), context));
      }
      for (Map.Entry<Path, ReportFormat> each : wanted.entrySet()) {
        PendingFile file = new PendingFile(each.getKey(), arguments.has("force"));
        opened.files.add(file);
        opened.reports.add(Reports.open(each.getValue(), file.stream(), context));
      }
      return opened;
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public void protector(AuditedProtector protector) throws IOException {
    for (Report report : reports) {
      report.protector(protector);
    }
  }

  @Override
  public void other(Place place, Finding finding) throws IOException {
    for (Report report : reports) {
      report.other(place, finding);
    }
  }

  @Override
  public void finish(AuditSummary summary) throws IOException {
    for (Report report : reports) {
      report.finish(summary);
    }
    for (PendingFile file : files) {
      file.commit();
    }
  }

  /** Removes the files that were not finished. */
  @Override
  public void close() throws IOException {
    for (PendingFile file : files) {
      file.close();
    }
  }
}
