package dev.keyward.cli.report;

import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.fleet.FleetFindingCode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fleet's findings as SARIF 2.1.0; all of them lie in the topology's file. */
final class FleetSarif {

  private static final int MOST_IN_NAME = 1_000;
  private static final int MOST_VMS = 100;

  private FleetSarif() {}

  static void write(OutputStream out, FleetContent content) throws IOException {
    JsonPieces json = new JsonPieces(out);
    json.open("{");
    json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json.member("version", "2.1.0");
    json.beginList("runs");
    json.open("{");
    json.member("tool", tool(content.version()));
    json.member("originalUriBaseIds", SarifTrees.bases());
    json.member("columnKind", "utf16CodeUnits");
    json.list("results", content.findings(), finding -> result(finding, content));
    json.close("}");
    json.endList();
    json.close("}\n");
    json.flush();
  }

  private static Object tool(String version) {
    List<Object> rules = new ArrayList<>();
    for (FleetFindingCode code : FleetFindingCode.values()) {
      Map<String, Object> rule = new LinkedHashMap<>();
      rule.put("id", code.code());
      rule.put("shortDescription", SarifTrees.text(Words.sentence(code.title())));
      rule.put("fullDescription", SarifTrees.text(code.why()));
      rule.put("help", SarifTrees.text(Words.sentence(code.title()) + " " + code.why()));
      rule.put("defaultConfiguration", Map.of("level", code.severity().code()));
      rules.add(rule);
    }
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "Keyward");
    driver.put("version", version);
    driver.put("rules", rules);
    return Map.of("driver", driver);
  }

  private static Object result(LocatedFinding located, FleetContent content) {
    Finding finding = located.finding();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", finding.code().code());
    result.put("ruleIndex", finding.code().ordinal());
    result.put("level", finding.severity().code());
    result.put("message", SarifTrees.text(message(located)));
    Map<String, Object> location = new LinkedHashMap<>();
    location.put(
        "physicalLocation", Map.of("artifactLocation", ArtifactUri.location(content.file())));
    location.put(
        "logicalLocations",
        located.vms().stream()
            .limit(MOST_VMS)
            .map(vm -> Map.of("name", Inert.shown(vm, MOST_IN_NAME), "kind", "virtual machine"))
            .toList());
    result.put("locations", List.of(location));
    return result;
  }

  private static String message(LocatedFinding located) {
    Finding finding = located.finding();
    return Words.sentence(finding.code().title() + ": " + finding.found())
        + " "
        + Words.sentence(finding.mend().text())
        + MendCommand.of(located).map(line -> " " + line).orElse("");
  }
}
