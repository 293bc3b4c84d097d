package dev.keyward.cli.audit;

import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.ReportFiles;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Version;
import dev.keyward.cli.report.ReportFormat;
import dev.keyward.cli.report.audit.ReportContext;
import dev.keyward.file.PendingFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reports that are written while a command goes on: the files of {@code --report}, each whole or
 * not at all, and, as JSON, standard output.
 */
final class OpenedReports<R> implements AutoCloseable {

  private final List<R> reports = new ArrayList<>();
  private final List<PendingFile> files = new ArrayList<>();

  /** Opens a report of this form. */
  interface Opening<R> {
    R open(ReportFormat format, OutputStream out, ReportContext context) throws IOException;
  }

  /** Begins all of them, so that a file that cannot be written is an error before the work. */
  OpenedReports(Arguments arguments, Session session, Opening<R> opening)
      throws IOException, UsageException {
    ReportContext context = new ReportContext(Version.number(), session.console().commands());
    Map<Path, ReportFormat> wanted = ReportFiles.of(arguments, session);
    try {
      if (session.console().json()) {
        reports.add(opening.open(ReportFormat.JSON, session.console().resultOut(), context));
      }
      for (Map.Entry<Path, ReportFormat> each : wanted.entrySet()) {
        PendingFile file = new PendingFile(each.getKey(), arguments.has("force"));
        files.add(file);
        reports.add(opening.open(each.getValue(), file.stream(), context));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  List<R> reports() {
    return reports;
  }

  /** Puts the files in place. */
  void commit() throws IOException {
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
