package dev.keyward.cli.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The forms of a report. The ending of the file says which. */
public enum ReportFormat {
  /** One self-contained page for people. */
  HTML(".html"),
  /** One row a finding, for spreadsheets (RFC 4180). */
  CSV(".csv"),
  /** SARIF 2.1.0, for code scanners and their dashboards. */
  SARIF(".sarif", ".sarif.json"),
  /** What {@code --output json} prints. */
  JSON(".json");

  private final List<String> endings;

  ReportFormat(String... endings) {
    this.endings = List.of(endings);
  }

  /** The usual endings as a phrase, such as help shows them. */
  public static String usualEndings() {
    List<String> usual =
        Stream.of(HTML, CSV, JSON, SARIF).map(each -> each.endings.get(0)).toList();
    int last = usual.size() - 1;
    return String.join(", ", usual.subList(0, last)) + " or " + usual.get(last);
  }

  /** The form that the ending of {@code file} asks for, whatever its case; empty for others. */
  public static Optional<ReportFormat> of(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    for (ReportFormat format : values()) {
      if (format.endings.stream().anyMatch(name::endsWith)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
