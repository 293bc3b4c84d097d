package dev.keyward.cli.report.audit;

import dev.keyward.cli.console.CommandLine;
import java.util.Optional;

/**
 * What a report tells of the program that wrote it.
 *
 * @param version of Keyward, such as {@code 1.2.0}
 * @param commands what its commands are for
 * @param accepts whether the policy accepts risks
 * @param style what the user chose
 */
public record ReportContext(String version, CommandLine commands, boolean accepts, Style style) {

  /** Of an audit whose policy accepts no risks, in the usual style. */
  public ReportContext(String version, CommandLine commands) {
    this(version, commands, false, Style.USUAL);
  }

  /**
   * What a user chose for reports.
   *
   * @param separator between the cells of a table
   * @param title of the page; empty for one that Keyward makes
   * @param note who made the report, or for whom; the page shows it
   */
  public record Style(char separator, Optional<String> title, Optional<String> note) {

    /** Nothing was chosen. */
    public static final Style USUAL = new Style(',', Optional.empty(), Optional.empty());
  }
}
