package dev.keyward.cli.fleet.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyward.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The hosts that were worked out by hand: every cell, and every finding. */
class HandWorkedMatrixTest {

  private static final Path CASE =
      Path.of(System.getProperty("keyward.fixtures"), "store-test-only", "hyperv-hosts");
  private static final Map<String, String> CELLS =
      Map.of(
          "startsOn", "S",
          "keyMissingOn", "K",
          "keyUnknownOn", "?",
          "keyInMyOn", "M",
          "notCollectedOn", "o");

  private static Run run;
  private static JsonNode data;

  @BeforeAll
  static void ask() throws Exception {
    if (System.getProperty("keyward.matrix.case", "").equals("rewrite")) {
      HandWorkedHosts.write(CASE);
    }
    run =
        Run.in(CASE)
            .run(
                "fleet matrix vms.clixml --certificates certificates.clixml --modes modes.clixml"
                    .concat(" --clusters HV1+hv2 --within 365d --now 2026-11-29T12:00:00Z")
                    .concat(" --store none --output json")
                    .split(" "));
    data = new ObjectMapper().readTree(run.out()).get("data");
  }

  private static List<String> lines(String file) throws IOException {
    try (Stream<String> lines = Files.lines(CASE.resolve(file))) {
      return lines
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.replaceAll("\\s+", " ").strip())
          .toList();
    }
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Test
  void anErrorIsAnAnswerOfNo() {
    assertEquals(1, run.exit(), run.err());
    assertEquals("", run.err());
  }

  @Test
  void everyCellIsAsItWasWorkedOut() throws IOException {
    List<String> rows = new ArrayList<>();
    for (JsonNode vm : data.get("vms")) {
      StringBuilder row = new StringBuilder(vm.get("name").asText());
      row.append('@').append(vm.get("runsOn").asText());
      for (JsonNode host : data.get("hosts")) {
        row.append(' ').append(cell(vm, host));
      }
      rows.add(row.append(' ').append(vm.get("protector").asText()).toString());
    }
    assertEquals(String.join("\n", lines("matrix.txt")), String.join("\n", rows));
  }

  private static String cell(JsonNode vm, JsonNode host) {
    if (!vm.get("protector").asText().equals("valid")) {
      return "-";
    }
    for (Map.Entry<String, String> each : CELLS.entrySet()) {
      if (texts(vm.get(each.getKey())).contains(host.get("name").asText())) {
        return each.getValue();
      }
    }
    return host.get("mode").asText().equals("hgs") ? "H" : ".";
  }

  @Test
  void everyFindingIsAsItWasWorkedOut() throws IOException {
    List<String> findings = new ArrayList<>();
    for (JsonNode each : data.get("findings")) {
      String line =
          each.get("severity").asText()
              + " "
              + each.get("code").asText()
              + ": "
              + String.join(" ", texts(each.get("vms")))
              + " | "
              + String.join(" ", texts(each.get("hosts")));
      findings.add(line.replaceAll("\\s+", " ").strip());
    }
    assertEquals(String.join("\n", lines("findings.txt")), String.join("\n", findings));
  }

  @Test
  void aHostIsSpelledAsTheMachinesSpellIt() {
    List<String> hosts =
        StreamSupport.stream(data.get("hosts").spliterator(), false)
            .map(host -> host.get("name").asText() + " " + host.get("mode").asText())
            .toList();
    assertEquals(List.of("HV1 local", "HV2 local", "HV3 local", "HV4 hgs", "HV5 local"), hosts);
  }
}
