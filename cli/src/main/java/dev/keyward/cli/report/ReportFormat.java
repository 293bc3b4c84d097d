package dev.keyward.cli.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The forms of a report. The ending of the file says which. */
public enum ReportFormat {
  /** One self-contained page for people. */
  HTML("&#%d;", ".html"),
  /** One row a finding, for spreadsheets (RFC 4180). */
  CSV("<U+%04X>", ".csv"),
  /** SARIF 2.1.0, for code scanners and their dashboards. */
  SARIF("\\u%04x", ".sarif", ".sarif.json"),
  /** What {@code --output json} prints. */
  JSON("\\u%04x", ".json");

  private final String escape;
  private final List<String> endings;

  ReportFormat(String escape, String... endings) {
    this.escape = escape;
    this.endings = List.of(endings);
  }

  /** The usual endings as a phrase, such as help shows them. */
  public static String usualEndings() {
    List<String> usual =
        Stream.of(HTML, CSV, JSON, SARIF).map(each -> each.endings.get(0)).toList();
    int last = usual.size() - 1;
    return String.join(", ", usual.subList(0, last)) + " or " + usual.get(last);
  }

  /** Its name before a file whose ending does not tell it, such as {@code html}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How it escapes a character, as a pattern for its number. */
  public String escape() {
    return escape;
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
