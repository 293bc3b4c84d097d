package dev.keyward.cli.report.fleet;

import dev.keyward.cli.report.SarifLog;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.fleet.FleetFindingCode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A fleet's findings as SARIF 2.1.0; all of them lie in the topology's file. */
final class FleetSarif {

  private FleetSarif() {}

  static void write(OutputStream out, FleetContent content) throws IOException {
    List<FleetFindingCode> codes = List.of(FleetFindingCode.values());
    SarifLog log = new SarifLog(out, content.version(), codes, List.of());
    for (LocatedFinding located : content.findings()) {
      SarifLog.Where where = new SarifLog.Where(content.file(), located.vms());
      log.result(located.finding(), content.advice(located), where, Map.of());
    }
    Optional<String> field = content.store().field();
    log.end(
        field.isEmpty()
            ? Map.of()
            : Map.of("properties", Map.of(field.get(), content.store().words().orElseThrow())));
  }
}
