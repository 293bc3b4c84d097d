package dev.keyward.cli.base;

import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.report.ReportFormat;
import dev.keyward.file.PendingFile;
import java.io.IOException;
import java.util.Optional;

/**
 * A report that is wanted beside the usual result.
 *
 * @param file where it goes, as the user typed it; {@code -} is standard output, which then has no
 *     other result
 * @param format its form
 */
public record ReportTarget(String file, ReportFormat format) {

  /**
   * What a value of {@code --report} asks for: {@code FILE}, whose ending tells the form, or {@code
   * FORM=FILE}. Empty if neither tells it.
   */
  static Optional<ReportTarget> parse(String value) {
    for (ReportFormat format : ReportFormat.values()) {
      if (value.startsWith(format.code() + "=")) {
        String file = value.substring(format.code().length() + 1);
        return Optional.of(new ReportTarget(file, format)).filter(each -> !file.isEmpty());
      }
    }
    return ReportFormat.of(value).map(format -> new ReportTarget(value, format));
  }

  /** The file in a value of {@code --report}. */
  public static String file(String value) {
    return parse(value).map(ReportTarget::file).orElse(value);
  }

  /** Whether it goes to standard output. */
  public boolean isStandardOutput() {
    return file.equals("-");
  }

  /** Begins to write it. */
  public PendingFile open(Session session, boolean force) throws IOException, UsageException {
    return isStandardOutput()
        ? PendingFile.through(session.console().resultInstead(format.escape()))
        : new PendingFile(session.path(file), force);
  }
}
