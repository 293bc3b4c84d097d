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
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The JSON of a matrix beside what was worked out by hand: {@code matrix.txt} and {@code
 * findings.txt} in the folder of the case.
 *
 * @param folder of the case
 * @param data of the answer
 */
record WorkedMatrix(Path folder, JsonNode data) {

  private static final Map<String, String> CELLS =
      Map.of(
          "startsOn", "S",
          "keyMissingOn", "K",
          "keyUnknownOn", "?",
          "keyInMyOn", "M",
          "notCollectedOn", "o");

  /** What a run printed as JSON. */
  static WorkedMatrix of(Path folder, Run run) throws IOException {
    return new WorkedMatrix(folder, new ObjectMapper().readTree(run.out()).get("data"));
  }

  /** A row for each VM, with a cell for each of the hosts. */
  void requireCells(List<String> hosts) throws IOException {
    List<String> rows = new ArrayList<>();
    for (JsonNode vm : data.get("vms")) {
      StringBuilder row = new StringBuilder(vm.get("name").asText());
      row.append('@').append(vm.get("runsOn").asText());
      for (String host : hosts) {
        row.append(' ').append(cell(vm, host));
      }
      rows.add(row.append(' ').append(vm.get("protector").asText()).toString());
    }
    assertEquals(worked("matrix.txt"), String.join("\n", rows));
  }

  private String cell(JsonNode vm, String host) {
    if (!vm.get("protector").asText().equals("valid")) {
      return "-";
    }
    return CELLS.entrySet().stream()
        .filter(each -> texts(vm.get(each.getKey())).contains(host))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(asksService(host) ? "H" : ".");
  }

  private boolean asksService(String host) {
    return StreamSupport.stream(data.get("hosts").spliterator(), false)
        .filter(each -> each.get("name").asText().equals(host))
        .anyMatch(each -> each.get("mode").asText().equals("hgs"));
  }

  /** Every finding but those with these codes. */
  void requireFindings(Set<String> without) throws IOException {
    List<String> findings = new ArrayList<>();
    for (JsonNode each : data.get("findings")) {
      String code = each.get("code").asText();
      String where = joined(each.get("vms")) + " | " + joined(each.get("hosts"));
      if (!without.contains(code)) {
        findings.add(blanks(each.get("severity").asText() + " " + code + ": " + where));
      }
    }
    assertEquals(worked("findings.txt"), String.join("\n", findings));
  }

  private String worked(String file) throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve(file))) {
      return String.join(
          "\n", lines.filter(line -> !line.startsWith("#")).map(WorkedMatrix::blanks).toList());
    }
  }

  /** With one blank where there are several. */
  private static String blanks(String line) {
    return line.replaceAll("\\s+", " ").strip();
  }

  private static String joined(JsonNode list) {
    return String.join(" ", texts(list));
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
