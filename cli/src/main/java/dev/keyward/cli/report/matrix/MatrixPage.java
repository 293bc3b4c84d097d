package dev.keyward.cli.report.matrix;

import dev.keyward.cli.report.FindingView;
import dev.keyward.cli.report.Headline;
import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.PageTemplate;
import dev.keyward.cli.report.PrintedRemedy;
import dev.keyward.cli.report.Words;
import dev.keyward.finding.Severity;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.fleet.matrix.StartCell;
import dev.keyward.fleet.matrix.finding.MatrixFinding;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A matrix as one page that needs nothing else: who starts what, when certificates end, and the
 * findings with what to do.
 */
record MatrixPage(
    String title,
    String version,
    String day,
    String grave,
    String verdict,
    List<Headline> numbers,
    List<String> remarks,
    List<FindingView> findings,
    Optional<String> findingsCut,
    List<MonthView> months,
    List<ColumnView> columns,
    List<RowView> rows,
    Optional<String> rowsCut,
    List<StepView> plan,
    Optional<String> planCut) {

  private static final PageTemplate.Parts FRAME =
      new PageTemplate.Parts(
          "matrix", "matrix.mustache", List.of("page.css", "fleet.css", "matrix.css"), "matrix.js");

  private static final Set<StartCell> OPEN =
      Set.of(StartCell.KEY_UNKNOWN, StartCell.KEY_IN_MY, StartCell.NOT_COLLECTED);

  private static final int MOST_FINDINGS = 300;
  private static final int MOST_STEPS = 300;
  private static final int MOST_ROWS = 10_000;
  private static final int MOST_IN_NAME = 120;
  private static final int MOST_IN_TEXT = 2_000;

  /** A host. */
  record ColumnView(String name) {}

  /** A machine. */
  record RowView(String name, String host, String css, List<RunView> runs, String protector) {}

  /** Equal answers of hosts beside each other. */
  record RunView(String signs, String css) {}

  static void write(OutputStream out, MatrixContent content) throws IOException {
    FRAME.load().write(of(content), "", out);
  }

  private static MatrixPage of(MatrixContent content) {
    List<MatrixVm> vms = content.matrix().vms();
    int rows = Math.min(vms.size(), MOST_ROWS);
    long errors = content.count(Severity.ERROR);
    long warnings = content.count(Severity.WARNING);
    List<String> kinds = vms.stream().map(vm -> css(content, vm)).toList();
    int stranded = Collections.frequency(kinds, "lost");
    int alone = Collections.frequency(kinds, "one");
    return new MatrixPage(
        "Hyper-V hosts and " + Words.count(vms.size(), "VM"),
        Inert.shown(content.version(), MOST_IN_NAME),
        Words.day(content.clock()),
        errors > 0 ? "error" : warnings > 0 ? "warning" : "fine",
        verdict(stranded, vms.size()),
        List.of(
            Headline.of(errors, "errors", "error"),
            Headline.of(warnings, "warnings", "warning"),
            Headline.of(stranded, "VMs that no host starts", ""),
            Headline.of(alone, "VMs that only one host starts", "")),
        content.remarks().stream().map(each -> Inert.shown(each, MOST_IN_TEXT)).toList(),
        content.findings().stream().limit(MOST_FINDINGS).map(MatrixPage::view).toList(),
        Words.cut(
            Math.min(MOST_FINDINGS, content.findings().size()),
            content.findings().size(),
            "finding"),
        MonthView.all(content),
        content.matrix().hosts().stream()
            .map(host -> new ColumnView(Inert.name(host.name(), MOST_IN_NAME)))
            .toList(),
        IntStream.range(0, rows)
            .mapToObj(row -> row(content, vms.get(row), kinds.get(row)))
            .toList(),
        Words.cut(rows, vms.size(), "VM"),
        content.plan().stream().limit(MOST_STEPS).map(StepView::of).toList(),
        Words.cut(Math.min(MOST_STEPS, content.plan().size()), content.plan().size(), "step"));
  }

  private static String verdict(long stranded, int vms) {
    return stranded == 0
        ? "As far as the input shows, there is a host for each VM with a valid protector."
        : Words.number(stranded)
            + " of "
            + Words.count(vms, "VM")
            + (stranded == 1 ? " starts" : " start")
            + " on no host that was collected.";
  }

  private static FindingView view(MatrixFinding each) {
    List<String> commands = each.lines();
    PrintedRemedy advice =
        new PrintedRemedy(
            each.located().finding().remedy().text(),
            Optional.of(String.join("\n", commands)).filter(text -> !text.isEmpty()));
    return FindingView.of(each.located(), advice, MOST_IN_TEXT);
  }

  private static RowView row(MatrixContent content, MatrixVm vm, String css) {
    return new RowView(
        Inert.name(vm.name(), MOST_IN_NAME),
        vm.host().map(host -> Inert.name(host, MOST_IN_NAME)).orElse(""),
        css,
        runs(content, vm),
        vm.protector().words());
  }

  /** What the filter calls a row. */
  private static String css(MatrixContent content, MatrixVm vm) {
    int starts = content.matrix().hosts(vm, Set.of(StartCell.STARTS)).size();
    if (starts > 0) {
      return starts == 1 ? "one" : "fine";
    }
    boolean open = !content.matrix().hosts(vm, OPEN).isEmpty() || vm.wrappings().isEmpty();
    return open || content.matrix().isServed(vm) ? "open" : "lost";
  }

  /** Equal cells beside each other are one text: a page of many hosts stays small. */
  private static List<RunView> runs(MatrixContent content, MatrixVm vm) {
    List<RunView> runs = new ArrayList<>();
    StringBuilder signs = new StringBuilder();
    Optional<StartCell> before = Optional.empty();
    for (LocalHost host : content.matrix().hosts()) {
      StartCell cell = content.matrix().cell(vm, host);
      if (before.filter(each -> each != cell).isPresent()) {
        runs.add(run(before.get(), signs));
      }
      signs.append(sign(cell));
      before = Optional.of(cell);
    }
    before.ifPresent(cell -> runs.add(run(cell, signs)));
    return runs;
  }

  private static RunView run(StartCell cell, StringBuilder signs) {
    String text = signs.toString();
    signs.setLength(0);
    return new RunView(text, css(cell));
  }

  /** Letters that have one width in every font of fixed widths. */
  private static char sign(StartCell cell) {
    return switch (cell) {
      case STARTS -> 'S';
      case KEY_UNKNOWN -> '?';
      case KEY_IN_MY -> 'M';
      case KEY_MISSING -> 'K';
      case NO -> 'x';
      case NOT_COLLECTED -> 'o';
      case HGS_MODE -> 'H';
      case NOT_JUDGED -> '-';
    };
  }

  private static String css(StartCell cell) {
    return switch (cell) {
      case STARTS -> "p";
      case KEY_UNKNOWN, KEY_IN_MY, NOT_COLLECTED -> "u";
      case KEY_MISSING, NO -> "x";
      case HGS_MODE, NOT_JUDGED -> "d";
    };
  }
}
