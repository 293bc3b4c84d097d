package dev.keyward.cli.audit;

import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.ReportFiles;
import dev.keyward.cli.base.ReportTarget;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.report.ReportFormat;
import dev.keyward.cli.report.audit.ReportContext;
import dev.keyward.file.PendingFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reports that are written while a command goes on: the files of {@code --report} and {@code
 * --csv-basis}, each whole or not at all, and, as JSON, standard output.
 */
final class OpenedReports<R> implements AutoCloseable {

  private final List<R> reports = new ArrayList<>();
  private final List<PendingFile> files = new ArrayList<>();

  /** Opens a report of this form. */
  @FunctionalInterface
  interface Opening<R> {
    R open(ReportFormat format, OutputStream out, ReportContext context) throws IOException;
  }

  /** What is done with each report. */
  @FunctionalInterface
  interface Step<R> {
    void with(R report) throws IOException;
  }

  /** How reports of all forms are opened, and the table of what they rest on. */
  record Openings<R>(Opening<R> report, Opening<R> basis) {}

  /**
   * Begins all of them, so that a file that cannot be written is an error before the work.
   *
   * @param context what the reports tell of the program
   */
  OpenedReports(Arguments arguments, Session session, ReportContext context, Openings<R> openings)
      throws IOException, UsageException {
    List<ReportTarget> wanted = ReportFiles.of(arguments);
    try {
      if (session.console().json()) {
        OutputStream out = session.console().resultOut();
        reports.add(openings.report().open(ReportFormat.JSON, out, context));
      }
      for (ReportTarget target : wanted) {
        add(target.open(session, arguments.has("force")), target, openings.report(), context);
      }
      Optional<String> basis = arguments.value(AuditStyle.BASIS);
      if (basis.isPresent()) {
        ReportTarget target = new ReportTarget(basis.get(), ReportFormat.CSV);
        add(target.open(session, arguments.has("force")), target, openings.basis(), context);
      }
    } catch (IOException | UsageException e) {
      close();
      throw e;
    }
  }

  private void add(PendingFile file, ReportTarget target, Opening<R> opening, ReportContext context)
      throws IOException {
    files.add(file);
    reports.add(opening.open(target.format(), file.stream(), context));
  }

  /** Does the same with every report. */
  void each(Step<R> step) throws IOException {
    for (R report : reports) {
      step.with(report);
    }
  }

  /** Does the last step with every report, and puts the files in place. */
  void finish(Step<R> step) throws IOException {
    each(step);
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
