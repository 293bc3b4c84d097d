package dev.keyward.cli.hyperv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyward.cli.JsonSchemas;
import dev.keyward.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports show for each VM its file, GUID, TPM, shielding, protector and last known good. */
class MachineReportsTest {

  private static final Path SAMPLES = Path.of(System.getProperty("keyward.fixtures"), "vmcx");
  private static final String WEB = "7F0C4E0A-2B1D-4C55-9E0B-1D3A5C7E9F01";

  @TempDir private static Path folder;

  private static Run run;

  @BeforeAll
  static void audit() throws IOException {
    copy("web-01.vmcx", "Virtual Machines");
    copy("web-01.vmcx", "Snapshots");
    copy("buero-02.vmcx", "Virtual Machines");
    copy("gen1-03.vmcx", "Virtual Machines");
    copy("last-known-good-differs.vmcx", "Virtual Machines");
    List<String> words = new ArrayList<>(List.of("audit", "share", "--store", "none"));
    words.addAll(List.of("--now", "2026-11-29T12:00:00Z"));
    for (String ending : List.of("json", "csv", "sarif", "html")) {
      words.addAll(List.of("--report", "r." + ending));
    }
    run = Run.in(folder).run(words.toArray(String[]::new));
  }

  private static void copy(String sample, String parent) throws IOException {
    Path target = Files.createDirectories(folder.resolve("share").resolve(parent));
    Files.copy(SAMPLES.resolve(sample), target.resolve(sample));
  }

  private static String text(String report) throws IOException {
    return Files.readString(folder.resolve(report));
  }

  private static JsonNode data() throws IOException {
    return new ObjectMapper().readTree(text("r.json")).get("data");
  }

  private static JsonNode row(String vm) throws IOException {
    for (JsonNode row : data().get("protectors")) {
      if (row.get("vm").asText().equals(vm)) {
        return row;
      }
    }
    throw new AssertionError(vm);
  }

  @Test
  void jsonHasThemAsFieldsOfEachProtector() throws Exception {
    JsonNode web = row("web-01");
    assertEquals(WEB, web.get("id").asText());
    assertEquals("/configuration/security/keys/key_protector", web.get("key").asText());
    assertTrue(web.get("tpm").asBoolean());
    assertEquals("false", web.get("shielding").asText());
    assertEquals("same", web.get("lastKnownGoodProtector").asText());
    assertEquals("other", row("db-05").get("lastKnownGoodProtector").asText());
    assertEquals("none", row("gen1-03").get("lastKnownGoodProtector").asText());
    assertEquals(null, row("gen1-03").get("tpm"));
    assertTrue(row("Büro-02").get("shielding").asBoolean());
  }

  @Test
  void jsonListsTheCopiesOfAVm() throws Exception {
    JsonNode copies = data().get("copies");
    assertEquals(1, copies.size());
    assertEquals(WEB, copies.get(0).get("id").asText());
    assertEquals("share/Virtual Machines/web-01.vmcx", copies.get(0).get("files").get(0).asText());
    assertEquals(1, data().get("counts").get("copies").asInt());
    JsonSchemas.check("audit", text("r.json"));
  }

  @Test
  void csvHasThemAsColumns() throws Exception {
    List<String> lines = text("r.csv").lines().toList();
    assertTrue(lines.get(0).contains(",id,key,tpm,shielding,last_known_good,"));
    String key = "/configuration/security/keys/key_protector,true,false,same";
    assertTrue(lines.stream().anyMatch(line -> line.endsWith(WEB + "," + key + ",,,")));
    assertTrue(
        lines.stream()
            .anyMatch(
                line -> line.startsWith("copy,,\"share/Virtual Machines/web-01.vmcx\",0,web-01,")));
  }

  @Test
  void htmlHasThemBelowTheNameAndFiltersByThem() throws Exception {
    String page = text("r.html");
    assertTrue(
        page.contains(
            WEB
                + "; TPM; no shielding requested; last known good: same; also in share/Virtual"
                + " Machines/web-01.vmcx"));
    assertTrue(page.contains(" data-m=\"tpm shielding last-other no-copies\""));
    for (String filter : List.of("tpm", "shielding", "last", "copies")) {
      assertTrue(page.contains("<select id=\"" + filter + "\">"), filter);
    }
  }

  @Test
  void theLocationInSarifIsTheConfigurationOfTheVm() throws Exception {
    JsonNode results = new ObjectMapper().readTree(text("r.sarif")).at("/runs/0/results");
    Set<String> places = new TreeSet<>();
    for (JsonNode result : results) {
      places.add(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText());
    }
    assertEquals(
        Set.of(
            "share/Virtual%20Machines/buero-02.vmcx",
            "share/Virtual%20Machines/last-known-good-differs.vmcx"),
        places);
  }

  @Test
  void theTextNamesTheCopies() {
    assertTrue(run.out().contains("copies of these VMs, with the same protectors: 1\n"), run::out);
    assertTrue(run.out().contains("share/Virtual Machines/web-01.vmcx\n"), run::out);
  }
}
