package dev.keyward.cli.fleet.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyward.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole matrix from copies of files: VMs' folders, hosts' lists of VMs, certificate stores. */
class MatrixFromFilesTest {

  private static final Path CASE =
      Path.of(System.getProperty("keyward.fixtures"), "store-test-only", "hyperv-files");
  private static final Map<String, String> CELLS =
      Map.of("startsOn", "S", "keyMissingOn", "K", "notCollectedOn", "o");
  private static final List<String> HOSTS = List.of("HV1", "HV2", "HV3", "HV4");

  /** They are the matter of another test. */
  private static final Set<String> OF_PAIRS = Set.of("key-missing", "no-partner", "unknown-holder");

  private static Run run;
  private static JsonNode data;

  @BeforeAll
  static void ask() throws Exception {
    List<String> words = new ArrayList<>(List.of("fleet", "matrix", "share"));
    words.addAll(List.of("--certificates", "certificates"));
    for (String host : HOSTS) {
      words.add("--registered");
      words.add(host + "=registered/" + host.toLowerCase(Locale.ROOT) + ".vmcx");
    }
    run = matrix(words);
    data = new ObjectMapper().readTree(run.out()).get("data");
  }

  private static Run matrix(List<String> words) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of("--now", "2026-11-29T12:00:00Z", "--store", "none", "--output", "json"));
    return Run.in(CASE).run(all.toArray(String[]::new));
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
  void nothingButCopiesOfFilesIsNeeded() {
    assertEquals(0, run.exit(), run.err());
    assertEquals("", run.err());
  }

  @Test
  void everyCellIsAsItWasWorkedOut() throws IOException {
    List<String> rows = new ArrayList<>();
    for (JsonNode vm : data.get("vms")) {
      StringBuilder row = new StringBuilder(vm.get("name").asText());
      row.append('@').append(vm.get("runsOn").asText());
      String protector = vm.get("protector").asText();
      for (String host : HOSTS) {
        row.append(' ').append(protector.equals("valid") ? cell(vm, host) : "-");
      }
      rows.add(row.append(' ').append(protector).toString());
    }
    assertEquals(String.join("\n", lines("matrix.txt")), String.join("\n", rows));
  }

  private static String cell(JsonNode vm, String host) {
    return CELLS.entrySet().stream()
        .filter(each -> texts(vm.get(each.getKey())).contains(host))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(".");
  }

  @Test
  void everyFindingIsAsItWasWorkedOut() throws IOException {
    List<String> findings = new ArrayList<>();
    for (JsonNode each : data.get("findings")) {
      String vms = String.join(" ", texts(each.get("vms")));
      String hosts = String.join(" ", texts(each.get("hosts")));
      String line = each.get("severity").asText() + " " + each.get("code").asText() + ": ";
      if (!OF_PAIRS.contains(each.get("code").asText())) {
        findings.add((line + vms + " | " + hosts).replaceAll("\\s+", " ").strip());
      }
    }
    assertEquals(String.join("\n", lines("findings.txt")), String.join("\n", findings));
  }

  @Test
  void aVmWhoseStateIsMissingSaysWhichFileToCopy() {
    String out = run.out();
    assertTrue(out.contains("GUID.vmrs"), out);
  }

  @Test
  void withoutListsOfHostsNobodyKnowsWhereVmsRun() throws Exception {
    Run bare = matrix(List.of("fleet", "matrix", "share", "--certificates", "certificates"));
    JsonNode vms = new ObjectMapper().readTree(bare.out()).get("data").get("vms");
    assertEquals(5, vms.size());
    vms.forEach(vm -> assertTrue(vm.get("runsOn").isNull(), vm::toString));
  }

  @Test
  void aHostIsCalledAsItsFileOrAsItIsNamed() throws Exception {
    Run named =
        matrix(
            Arrays.asList(
                "fleet matrix share --certificates certificates/hv1.reg --certificates"
                    .concat(" Branch=certificates/hv3.reg")
                    .split(" ")));
    JsonNode hosts = new ObjectMapper().readTree(named.out()).get("data").get("hosts");
    List<String> names = new ArrayList<>();
    hosts.forEach(host -> names.add(host.get("name").asText() + host.get("collected").asText()));
    assertEquals(List.of("hv1true", "Branchtrue"), names);
  }

  @Test
  void aVmInThePlaceOfAHostsListIsRefused() {
    Run refused =
        matrix(
            List.of(
                "fleet",
                "matrix",
                "share",
                "--certificates",
                "certificates",
                "--registered",
                "HV1=share/web-01/Virtual Machines/25100001-7B3D-4E5F-9A8B-0C1D2E3F4A5B.vmcx"));
    assertEquals(3, refused.exit(), refused.err());
    assertTrue(refused.err().contains("not-registrations"), refused.err());
  }

  @Test
  void aListWithoutItsHostIsAWrongCall() {
    Run wrong =
        matrix(
            Arrays.asList(
                "fleet matrix share --certificates certificates --registered registered/hv1.vmcx"
                    .split(" ")));
    assertEquals(2, wrong.exit(), wrong.err());
  }
}
