package dev.keyward.cli.base.folder;

import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.ReportTarget;
import dev.keyward.cli.base.Session;
import dev.keyward.file.SafeFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The files that a command was asked to write. */
final class CommandOutputs {

  /** The option of a file that only grows. */
  static final String LOG = "log";

  /** The options that name such files. */
  static final List<String> OPTIONS = List.of("out", "report", "sums", "csv-basis", LOG, "state");

  private static final String STDOUT = "-";

  private final Arguments arguments;
  private final Session session;

  CommandOutputs(Arguments arguments, Session session) {
    this.arguments = arguments;
    this.session = session;
  }

  /** The files of one option. */
  List<String> files(String option) {
    return values(option).stream().filter(file -> !file.equals(STDOUT) && !file.isEmpty()).toList();
  }

  /** The files of all options. */
  List<String> files() {
    List<String> files = new ArrayList<>();
    OPTIONS.forEach(option -> files.addAll(files(option)));
    return files;
  }

  /** Refuses two results that go to the same file, or to standard output. */
  void requireDistinct() throws IOException, UsageException {
    Set<Path> paths = new HashSet<>();
    for (String file : files()) {
      Path path = session.path(file);
      // Several results may go to a device, one after the other.
      if (!SafeFiles.takesOutput(path) && !paths.add(OwnFolders.real(path))) {
        throw new UsageException("two results go to the file " + file, "name another file");
      }
    }
    long streams =
        List.of("report", "sums", "csv-basis").stream()
            .flatMap(option -> values(option).stream())
            .filter(STDOUT::equals)
            .count();
    if (streams > (session.console().json() ? 0 : 1)) {
      throw new UsageException("two results go to standard output", "name a file for one of them");
    }
  }

  private List<String> values(String option) {
    if (!arguments.declares(option)) {
      return List.of();
    }
    List<String> values = arguments.values(option);
    return option.equals("report") ? values.stream().map(ReportTarget::file).toList() : values;
  }
}
