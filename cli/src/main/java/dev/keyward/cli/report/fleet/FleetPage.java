package dev.keyward.cli.report.fleet;

import dev.keyward.cli.report.FindingView;
import dev.keyward.cli.report.Headline;
import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.PageTemplate;
import dev.keyward.cli.report.PrintedRemedy;
import dev.keyward.cli.report.Words;
import dev.keyward.fleet.availability.Availability;
import dev.keyward.fleet.availability.ColdStart;
import dev.keyward.fleet.availability.Gap;
import dev.keyward.fleet.availability.StartOutcome;
import dev.keyward.fleet.topology.FleetVm;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A fleet as one page that needs nothing else: the drawing, the findings, what would mend most, the
 * matrix of machines and situations, and a slider through a cold start.
 */
record FleetPage(
    String title,
    String version,
    String shell,
    String day,
    String grave,
    String verdict,
    Optional<String> store,
    List<Headline> numbers,
    FleetDrawing drawing,
    List<FindingView> findings,
    Optional<String> findingsCut,
    List<GapView> gaps,
    String unmended,
    List<RoundView> rounds,
    int lastRound,
    List<String> never,
    List<ColumnView> columns,
    List<RowView> rows,
    boolean local,
    Optional<String> rowsCut,
    Optional<String> columnsCut) {

  private static final PageTemplate.Parts FRAME =
      new PageTemplate.Parts(
          "fleet", "fleet.mustache", List.of("page.css", "fleet.css"), "fleet.js");

  private static final int MOST_FINDINGS = 300;
  private static final int MOST_ROWS = 1_000;
  private static final int MOST_COLUMNS = 120;
  private static final int MOST_CELLS = 60_000;
  private static final int MOST_GAPS = 30;
  private static final int MOST_IN_NAME = 120;
  private static final int MOST_IN_TEXT = 480;

  /** A line for Windows holds four addresses. */
  private static final int MOST_IN_MEND = 2_000;

  /** One change that helps. */
  record GapView(String cells, String mend, String vms, Optional<String> command) {}

  /** What a cold start brings up at once. */
  record RoundView(int round, String count, String names) {}

  /** A situation at the top of a column. */
  record ColumnView(String name, String lost) {}

  /** A machine. */
  record RowView(String name, String host, String css, List<CellView> cells) {}

  /** What a machine comes to in a situation. */
  record CellView(String sign, String css, String words) {}

  static void write(OutputStream out, FleetContent content) throws IOException {
    FRAME.load().write(of(content), "", out);
  }

  private static FleetPage of(FleetContent content) {
    Availability availability = content.availability();
    List<FleetVm> vms = content.fleet().topology().vms();
    long errors = severe(content, "error");
    long warnings = severe(content, "warning");
    int columns = Math.min(MOST_COLUMNS, availability.singles().size());
    int rows = Math.min(Math.min(MOST_ROWS, vms.size()), MOST_CELLS / columns);
    ColdStart cold = availability.coldStart();
    return new FleetPage(
        "Fleet of " + Words.count(vms.size(), "machine"),
        Inert.shown(content.version(), MOST_IN_NAME),
        content.commands().shell().words(),
        Words.day(content.clock()),
        errors > 0 ? "error" : warnings > 0 ? "warning" : "fine",
        verdict(availability, vms.size()),
        content.store().words().map(words -> Inert.shown(words, MOST_IN_MEND)),
        numbers(content, errors, warnings),
        FleetDrawing.of(content),
        content.findings().stream()
            .limit(MOST_FINDINGS)
            .map(found -> FindingView.of(found, content.advice(found), MOST_IN_TEXT))
            .toList(),
        Words.cut(
            Math.min(MOST_FINDINGS, content.findings().size()),
            content.findings().size(),
            "finding"),
        availability.gaps().stream().limit(MOST_GAPS).map(gap -> view(gap, content)).toList(),
        Words.count(availability.unmended(), "case"),
        rounds(cold),
        cold.rounds().size(),
        cold.never().isEmpty() ? List.of() : List.of(Words.names(cold.never())),
        columns(availability, columns),
        rows(content, rows, columns),
        content.fleet().topology().hasLocalHosts(),
        Words.cut(rows, vms.size(), "machine"),
        Words.cut(columns, availability.singles().size(), "situation"));
  }

  private static long severe(FleetContent content, String severity) {
    return content.findings().stream()
        .filter(each -> each.finding().severity().code().equals(severity))
        .count();
  }

  private static String verdict(Availability availability, int machines) {
    long survivors = availability.survivors();
    return Words.number(survivors)
        + " of "
        + Words.count(machines, "machine")
        + " can be started if any single thing except their own site is down.";
  }

  private static List<Headline> numbers(FleetContent content, long errors, long warnings) {
    Availability availability = content.availability();
    return List.of(
        Headline.of(errors, "errors", "error"),
        Headline.of(warnings, "warnings", "warning"),
        Headline.of(
            availability.worstSingle().machines(),
            "cannot start: " + shown(availability.worstSingle().situation().toString()),
            ""),
        Headline.of(
            availability.worstPair().map(Availability.Loss::machines).orElse(0L),
            "cannot start: "
                + shown(
                    availability.worstPair().map(each -> each.situation().toString()).orElse("")),
            ""));
  }

  private static GapView view(Gap gap, FleetContent content) {
    PrintedRemedy advice = content.advice(gap);
    return new GapView(
        Words.number(gap.cells()),
        Inert.shown(Words.sentence(advice.text()), MOST_IN_MEND),
        Words.names(gap.vms()),
        advice.command());
  }

  private static String shown(String text) {
    return Inert.shown(text, MOST_IN_TEXT);
  }

  private static List<RoundView> rounds(ColdStart cold) {
    List<RoundView> rounds = new ArrayList<>();
    for (List<String> started : cold.rounds()) {
      String count = Words.count(started.size(), "machine");
      rounds.add(new RoundView(rounds.size() + 1, count, Words.names(started)));
    }
    return rounds;
  }

  private static List<ColumnView> columns(Availability availability, int count) {
    List<ColumnView> columns = new ArrayList<>();
    for (int single = 0; single < count; single++) {
      columns.add(
          new ColumnView(
              shown(availability.singles().get(single).toString()),
              Words.number(availability.lost(single))));
    }
    return columns;
  }

  private static List<RowView> rows(FleetContent content, int count, int columns) {
    List<RowView> rows = new ArrayList<>();
    for (int vm = 0; vm < count; vm++) {
      FleetVm machine = content.fleet().topology().vms().get(vm);
      List<CellView> cells = new ArrayList<>();
      for (int single = 0; single < columns; single++) {
        cells.add(cell(content.availability().outcome(vm, single)));
      }
      boolean survives = content.availability().survivesSingles(vm);
      rows.add(
          new RowView(
              Inert.shown(machine.name(), MOST_IN_NAME),
              Inert.shown(machine.host(), MOST_IN_NAME),
              survives ? "fine" : "lost",
              cells));
    }
    return rows;
  }

  private static CellView cell(StartOutcome outcome) {
    String words = shown(outcome.toString());
    String round = outcome.round() == 0 ? "" : Integer.toString(outcome.round());
    return switch (outcome.end()) {
      case BY_PRIMARY -> new CellView("P" + round, "p", words);
      case BY_FALLBACK -> new CellView("F" + round, "b", words);
      case REFUSED_BY_PRIMARY, REFUSED_BY_FALLBACK -> new CellView("\u2715", "x", words);
      case UNREACHABLE_NO_FALLBACK, UNREACHABLE_BOTH, NOT_CONFIGURED ->
          new CellView("\u25cb", "u", words);
      case SITE_DOWN -> new CellView("\u2013", "d", words);
      case BY_HOST -> new CellView("H" + round, "p", words);
      case BY_OTHER_HOST -> new CellView("O" + round, "b", words);
      case NO_HOST_KEY -> new CellView("\u2715", "x", words);
      case HOST_KEY_NOT_KNOWN -> new CellView("?", "u", words);
    };
  }
}
