package dev.keyward.cli.base;

import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.report.ReportFormat;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The files that {@code --report} names. */
public final class ReportFiles {

  public static final OptionSpec OPTION =
      OptionSpec.many("report", "FILE", "also write " + ReportFormat.usualEndings());

  private ReportFiles() {}

  /** Each file with its format, which the end of its name tells. */
  public static Map<Path, ReportFormat> of(Arguments arguments, Session session)
      throws UsageException {
    Map<Path, ReportFormat> files = new LinkedHashMap<>();
    for (String file : arguments.values("report")) {
      Optional<ReportFormat> format = ReportFormat.of(file);
      if (format.isEmpty()) {
        throw new UsageException(
            "--report is \""
                + file
                + "\", expected a file that ends in "
                + ReportFormat.usualEndings());
      }
      files.put(session.path(file), format.get());
    }
    return files;
  }
}
