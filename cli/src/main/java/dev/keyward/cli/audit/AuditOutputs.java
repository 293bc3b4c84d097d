package dev.keyward.cli.audit;

import dev.keyward.audit.result.WrittenFiles;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.ReportTarget;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.report.ReportFormat;
import dev.keyward.file.PendingFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an audit writes beside its reports, and all that it must not read since it writes it: the
 * reports too, and the files that standard output and error lead to.
 */
final class AuditOutputs implements AutoCloseable {

  /** The streams of this process where the system shows them as files. */
  private static final List<Path> STREAMS = List.of(Path.of("/dev/fd/1"), Path.of("/dev/fd/2"));

  private final WrittenFiles files;
  private final List<PendingFile> sums = new ArrayList<>(1);

  /** Begins the listing, so that one that cannot be written is told before the work. */
  AuditOutputs(Arguments arguments, Session session, String... options)
      throws IOException, UsageException {
    List<Path> paths = new ArrayList<>(STREAMS);
    for (String option : options) {
      for (String value : arguments.values(option)) {
        String file = option.equals("report") ? ReportTarget.file(value) : value;
        if (!file.equals("-")) {
          paths.add(session.path(file));
        }
      }
    }
    this.files = new WrittenFiles(session.began(), paths);
    if (List.of(options).contains("sums") && arguments.has("sums")) {
      ReportTarget target = new ReportTarget(arguments.required("sums"), ReportFormat.CSV);
      sums.add(target.open(session, arguments.has("force")));
    }
  }

  /** Refuses a listing of several inputs. */
  static void requireOneInput(Arguments arguments, long inputs) throws UsageException {
    if (arguments.has("sums") && inputs != 1) {
      throw new UsageException(
          "--sums goes with one folder or file, since its digest is that of one input");
    }
  }

  WrittenFiles files() {
    return files;
  }

  /** Takes the lines that the digest of the input is made of. */
  OutputStream listing() {
    return sums.isEmpty() ? OutputStream.nullOutputStream() : sums.get(0).stream();
  }

  /** Puts the listing in place. */
  void commit() throws IOException {
    for (PendingFile file : sums) {
      file.commit();
    }
  }

  @Override
  public void close() throws IOException {
    for (PendingFile file : sums) {
      file.close();
    }
  }
}
