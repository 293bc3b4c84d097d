package dev.keyward.cli.view;

import dev.keyward.cli.base.Text;
import dev.keyward.cli.console.CommandLine;
import dev.keyward.cli.report.PrintedRemedy;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Findings as people read them at a terminal: what is wrong, where, why it matters, what helps. */
public final class FindingLines {

  private static final int MOST = 200;

  /** A finding with what helps. */
  private record Row(LocatedFinding located, PrintedRemedy remedy) {}

  private final CommandLine commands;
  private final List<Row> rows;
  private final long more;

  /**
   * @param findings the most severe first; the first 200 are shown
   * @param unlisted how many there are besides these
   * @param commands what commands are for
   */
  public FindingLines(List<LocatedFinding> findings, long unlisted, CommandLine commands) {
    this.commands = commands;
    rows =
        findings.stream()
            .limit(MOST)
            .map(each -> new Row(each, PrintedRemedy.of(commands, each)))
            .toList();
    more = findings.size() - rows.size() + unlisted;
  }

  /** Which shell the commands are for, where there are commands. */
  public Optional<String> heading() {
    return rows.stream().anyMatch(row -> row.remedy().command().isPresent())
        ? Optional.of("commands are for " + commands.shell().words())
        : Optional.empty();
  }

  /**
   * All that is shown, with an empty line before each finding.
   *
   * @param where the line that tells what has a finding, such as {@code where app.kp}; empty where
   *     the finding is about everything
   */
  public List<String> lines(Function<LocatedFinding, Optional<String>> where) {
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      Finding finding = row.located().finding();
      lines.add("");
      lines.add(
          finding.severity().code()
              + "  "
              + finding.code().code()
              + ": "
              + Text.printable(finding.found()));
      where.apply(row.located()).ifPresent(line -> lines.add("  " + line));
      finding.acceptance().ifPresent(risk -> lines.add("  risk   " + Text.printable(risk.words())));
      lines.add("  why    " + finding.code().why());
      lines.add("  do     " + row.remedy().text());
      row.remedy().command().ifPresent(command -> lines.add("         " + command));
    }
    if (more > 0) {
      lines.add("");
      lines.add(Text.count(more, "more finding") + ": --report FILE.csv or FILE.json has them all");
    }
    return lines;
  }
}
