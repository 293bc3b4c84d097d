package dev.keyward.cli.report;

import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A row for each finding, and one for each machine that does not start in some situation. */
final class FleetCsv {

  private static final int MOST_IN_CELL = 32_000;

  private final Writer out;
  private final FleetContent content;

  private FleetCsv(OutputStream out, FleetContent content) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    this.content = content;
  }

  static void write(OutputStream out, FleetContent content) throws IOException {
    FleetCsv csv = new FleetCsv(out, content);
    csv.out.write('\uFEFF');
    csv.row(List.of("kind", "code", "vm", "situation", "found", "mend", "command"));
    for (LocatedFinding located : content.findings()) {
      csv.finding(located);
    }
    csv.failures();
    csv.out.flush();
  }

  private void finding(LocatedFinding located) throws IOException {
    Finding finding = located.finding();
    row(
        List.of(
            finding.severity().code(),
            finding.code().code(),
            String.join(", ", located.vms()),
            "",
            finding.found(),
            finding.mend().text(),
            MendCommand.of(located).orElse("")));
  }

  private void failures() throws IOException {
    var singles = content.availability().singles();
    for (int vm = 0; vm < content.fleet().topology().vms().size(); vm++) {
      for (int single = 0; single < singles.size(); single++) {
        var outcome = content.availability().outcome(vm, single);
        if (!outcome.starts()) {
          String name = content.fleet().topology().vms().get(vm).name();
          row(
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

  private void row(List<String> cells) throws IOException {
    out.write(
        String.join(
            ",",
            cells.stream().map(cell -> CsvReport.quoted(Inert.cell(cell, MOST_IN_CELL))).toList()));
    out.write("\r\n");
  }
}
