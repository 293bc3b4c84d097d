package dev.keyward.cli.report.fleet;

import dev.keyward.cli.report.CsvTable;
import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.PrintedRemedy;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A row for each finding, and one for each machine that does not start in some situation. */
final class FleetCsv {

  private static final int MOST_IN_NAME = 1000;

  private final CsvTable table;
  private final FleetContent content;

  private FleetCsv(OutputStream out, FleetContent content) throws IOException {
    this.content = content;
    this.table =
        new CsvTable(out, List.of("kind", "code", "vm", "situation", "found", "mend", "command"));
  }

  static void write(OutputStream out, FleetContent content) throws IOException {
    FleetCsv csv = new FleetCsv(out, content);
    Optional<String> store = content.store().words();
    if (store.isPresent()) {
      String code = content.store().missing().isPresent() ? "store-missing" : "store-damaged";
      csv.table.row(List.of("warning", code, "", "", store.get(), "", ""));
    }
    for (LocatedFinding located : content.findings()) {
      csv.finding(located);
    }
    csv.failures();
    csv.table.flush();
  }

  private void finding(LocatedFinding located) throws IOException {
    Finding finding = located.finding();
    PrintedRemedy advice = content.advice(located);
    table.row(
        List.of(
            finding.severity().code(),
            finding.code().code(),
            String.join(", ", located.vms().stream().map(FleetCsv::listed).toList()),
            "",
            finding.found(),
            advice.text(),
            advice.command().orElse("")));
  }

  /** One name of several, which must not look like two. */
  private static String listed(String name) {
    return Inert.listed(name, MOST_IN_NAME);
  }

  private void failures() throws IOException {
    var singles = content.availability().singles();
    for (int vm = 0; vm < content.fleet().topology().vms().size(); vm++) {
      for (int single = 0; single < singles.size(); single++) {
        var outcome = content.availability().outcome(vm, single);
        if (!outcome.starts()) {
          String name = content.fleet().topology().vms().get(vm).name();
          table.row(
              List.of(
                  "does-not-start",
                  outcome.end().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                  name,
                  singles.get(single).toString(),
                  outcome.toString(),
                  "",
                  ""));
        }
      }
    }
  }
}
