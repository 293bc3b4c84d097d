package dev.keyward.cli.fleet.matrix;

import dev.keyward.cli.base.Text;
import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.matrix.MatrixContent;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Severity;
import dev.keyward.fleet.matrix.Backup;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.fleet.matrix.ProtectorState;
import dev.keyward.fleet.matrix.StartCell;
import dev.keyward.fleet.matrix.finding.MatrixFinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A matrix for people at a terminal. */
final class MatrixText {

  private static final int MOST_VMS = 200;
  private static final int MOST_FINDINGS = 200;
  private static final int MOST_NAMES = 6;
  private static final int MOST_COLUMNS = 6;
  private static final int MOST_IN_TEXT = 2_000;

  private final MatrixContent content;
  private final List<String> lines = new ArrayList<>();

  MatrixText(MatrixContent content) {
    this.content = content;
  }

  /** Everything, the rows first. */
  List<String> lines() {
    lines.add(head());
    lines.add("");
    rows();
    content.remarks().forEach(remark -> lines.add(Inert.shown(remark, MOST_IN_TEXT)));
    content.findings().stream().limit(MOST_FINDINGS).forEach(this::finding);
    more(content.findings().size() - MOST_FINDINGS, "more finding");
    return lines;
  }

  private String head() {
    return Text.count(content.matrix().vms().size(), "row")
        + ", "
        + Text.count(content.matrix().hosts().size(), "host")
        + ": "
        + Text.count(content.count(Severity.ERROR), "error")
        + ", "
        + Text.count(content.count(Severity.WARNING), "warning")
        + ", "
        + Text.count(content.count(Severity.NOTE), "note");
  }

  private void more(int count, String what) {
    if (count > 0) {
      lines.add(Text.count(count, what) + ": --report FILE.csv or FILE.json has them all");
    }
  }

  private void rows() {
    List<MatrixVm> vms = content.matrix().vms();
    List<List<String>> table = new ArrayList<>();
    boolean narrow = content.matrix().hosts().size() <= MOST_COLUMNS;
    table.add(columns(narrow));
    vms.stream().limit(MOST_VMS).forEach(vm -> table.add(row(vm, narrow)));
    int[] widths = new int[table.get(0).size()];
    for (List<String> row : table) {
      for (int column = 0; column < row.size(); column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    for (List<String> row : table) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    more(vms.size() - MOST_VMS, "more VM");
    lines.add("");
  }

  private List<String> columns(boolean narrow) {
    List<String> head = new ArrayList<>(List.of("VM", "on"));
    if (narrow) {
      for (LocalHost host : content.matrix().hosts()) {
        head.add(Text.listed(host.name()));
      }
    } else {
      head.add("who can start it");
    }
    content.backup().ifPresent(files -> head.add("backup"));
    return head;
  }

  private List<String> row(MatrixVm vm, boolean narrow) {
    List<String> row = new ArrayList<>();
    row.add(Text.listed(vm.name()));
    row.add(vm.host().map(Text::listed).orElse("-"));
    if (narrow) {
      for (LocalHost host : content.matrix().hosts()) {
        StartCell cell = content.matrix().cell(vm, host);
        row.add(cell == StartCell.NOT_JUDGED ? vm.protector().words() : cell.words());
      }
    } else {
      row.add(vm.protector() == ProtectorState.VALID ? inWords(vm) : vm.protector().words());
    }
    if (content.backup().isPresent()) {
      row.add(content.kept(vm).map(Backup.Holding::words).orElse(""));
    }
    return row;
  }

  /** Many hosts do not fit beside each other. */
  private String inWords(MatrixVm vm) {
    Map<StartCell, List<String>> hosts = new LinkedHashMap<>();
    for (LocalHost host : content.matrix().hosts()) {
      hosts
          .computeIfAbsent(content.matrix().cell(vm, host), absent -> new ArrayList<>())
          .add(host.name());
    }
    List<String> words = new ArrayList<>();
    for (StartCell cell : StartCell.values()) {
      if (cell != StartCell.NO && hosts.containsKey(cell)) {
        words.add(cell.words() + ": " + names(hosts.getOrDefault(cell, List.of())));
      }
    }
    return words.isEmpty() ? "no host" : String.join("; ", words);
  }

  private static String names(List<String> names) {
    return Text.names(names, MOST_NAMES);
  }

  private void finding(MatrixFinding each) {
    Finding finding = each.located().finding();
    lines.add("");
    lines.add(
        finding.severity().code()
            + "  "
            + finding.code().code()
            + ": "
            + Inert.shown(finding.found(), MOST_IN_TEXT));
    if (!each.located().vms().isEmpty()) {
      lines.add("  which  " + names(each.located().vms()));
    }
    if (!each.hosts().isEmpty()) {
      lines.add("  on     " + names(each.hosts()));
    }
    lines.add("  why    " + finding.code().why());
    lines.add("  do     " + finding.remedy().text());
    each.lines().forEach(line -> lines.add("         " + line));
  }
}
