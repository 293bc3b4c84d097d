package dev.keyward.cli.audit;

import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Version;
import dev.keyward.cli.report.audit.ReportContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The options that say how reports look. */
final class AuditStyle {

  private static final int MOST_TITLE = 200;
  private static final int MOST_NOTE = 1_000;

  private static final String SEPARATOR = "csv-separator";
  private static final String TITLE = "title";
  private static final String NOTE = "note";

  /** The option that names the file of a second table. */
  static final String BASIS = "csv-basis";

  /** The options of pages. */
  private static final List<OptionSpec> PAGE =
      List.of(
          OptionSpec.value(TITLE, "TEXT", "the title of the page of --report FILE.html"),
          OptionSpec.value(NOTE, "TEXT", "who made the report, or for whom; shown on the page"));

  /** The options of tables. */
  static final List<OptionSpec> TABLES =
      List.of(
          OptionSpec.value(SEPARATOR, ",|;|tab", "what separates the cells of a .csv file (,)"),
          OptionSpec.value(BASIS, "FILE", "also write clock, inputs and checks not made, as CSV"));

  private AuditStyle() {}

  /** Refuses the options of pages beside an option that writes a page with its own title. */
  static void refusePage(Arguments arguments, String option) throws UsageException {
    arguments.refuse(option, TITLE, NOTE);
  }

  /** Refuses them beside an option that writes no report of one audit. */
  static void refuse(Arguments arguments, String option) throws UsageException {
    arguments.refuse(option, TITLE, NOTE, SEPARATOR, BASIS);
  }

  /** These options of a verb, and those of reports. */
  static List<OptionSpec> with(List<OptionSpec> others) {
    return Stream.of(others, PAGE, TABLES).flatMap(List::stream).toList();
  }

  /** For reports that have their own title on the page. */
  static ReportContext tables(Arguments arguments, Session session, boolean accepts)
      throws UsageException {
    return context(
        session,
        accepts,
        new ReportContext.Style(separator(arguments), Optional.empty(), Optional.empty()));
  }

  /** For reports with a title and a note. */
  static ReportContext pages(Arguments arguments, Session session, boolean accepts)
      throws UsageException {
    return context(
        session,
        accepts,
        new ReportContext.Style(
            separator(arguments),
            text(arguments, TITLE, MOST_TITLE),
            text(arguments, NOTE, MOST_NOTE)));
  }

  private static ReportContext context(
      Session session, boolean accepts, ReportContext.Style style) {
    return new ReportContext(Version.number(), session.console().commands(), accepts, style);
  }

  private static char separator(Arguments arguments) throws UsageException {
    return arguments.oneOf(
        SEPARATOR, Map.of(",", ',', ";", ';', "tab", '\t'), Character.valueOf(','));
  }

  private static Optional<String> text(Arguments arguments, String option, int most)
      throws UsageException {
    Optional<String> text = arguments.value(option);
    if (text.isPresent() && (text.get().isBlank() || text.get().length() > most)) {
      throw new UsageException("--" + option + " takes 1 to " + most + " characters");
    }
    return text;
  }
}
