package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that was named and is not there is said, and without a home a store must be named. */
class NamedStoreTest {

  private static final Path CLEAN =
      Path.of(System.getProperty("keyward.fixtures"), "audit/protectors/clean.xml");

  private static final String NOW = "2026-12-01T00:00:00Z";

  static final String FLEET =
      """
      schema: keyward.fleet/1
      sites: [main]
      hosts:
        - {name: h, site: main, version: 1709}
      vms:
        - {name: vm, host: h}
      """;

  @TempDir Path folder;

  @BeforeEach
  void copyAProtector() throws IOException {
    Files.copy(CLEAN, folder.resolve("vm.xml"));
  }

  private Run run(Map<String, String> variables, String line) {
    return Run.in(folder).variables(variables).run(line.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"audit vm.xml --now " + NOW, "protector check vm.xml --now " + NOW})
  void auditAndCheckEndWithSixAndSaySo(String line) {
    Run option = run(Map.of(), line + " --store absent");
    Run variable = run(Map.of("KEYWARD_STORE", folder.resolve("absent").toString()), line);
    for (Run run : List.of(option, variable)) {
      assertEquals(6, run.exit(), run.err());
      assertTrue(run.out().contains("absent"), run.out());
      assertTrue(run.err().contains("absent: there is no guardian store"), run.err());
    }
    Run none =
        run(Map.of("KEYWARD_STORE", folder.resolve("absent").toString()), "--store none " + line);
    assertEquals(0, none.exit(), none.err());
    assertEquals("", none.err());
  }

  @Test
  void eachReportSaysSo() throws IOException {
    String reports = " --csv-basis r.csv --report r.json --report r.sarif --report r.html";
    assertEquals(6, run(Map.of(), "audit vm.xml --store absent" + reports).exit());
    for (String ending : List.of("csv", "json", "sarif", "html")) {
      String report = Files.readString(folder.resolve("r." + ending));
      assertTrue(report.contains("absent, which is not there"), ending);
    }
    Run json = run(Map.of(), "protector check vm.xml --store absent --output json");
    assertTrue(json.out().contains("\"storeMissing\": \"" + folder.resolve("absent")), json.out());
  }

  @Test
  void eachReportOfAFleetSaysSo() throws IOException {
    Files.writeString(folder.resolve("fleet.yaml"), FLEET);
    String fleet = "fleet check fleet.yaml --protectors vm.xml --store absent";
    String reports = " --report r.csv --report r.json --report r.sarif --report r.html";
    Run run = run(Map.of(), fleet + reports);
    assertEquals(6, run.exit(), run.err());
    for (String ending : List.of("csv", "json", "sarif", "html")) {
      String report = Files.readString(folder.resolve("r." + ending));
      assertTrue(report.contains(folder.resolve("absent").toString()), ending);
    }
    JsonSchemas.check("fleet-availability", Files.readString(folder.resolve("r.json")));
    Run json = run(Map.of(), fleet + " --output json");
    assertTrue(json.out().contains("\"storeMissing\":\"" + folder.resolve("absent")), json.out());
    JsonSchemas.check("fleet-check", json.out());
  }

  @Test
  void aFolderThatIsEmptyIsNoStore() throws IOException {
    Files.createDirectory(folder.resolve("mount"));
    assertEquals(6, run(Map.of(), "audit vm.xml --store mount").exit());
  }

  @ParameterizedTest
  @ValueSource(strings = {"guardian list", "guardian create x", "audit vm.xml"})
  void aFileIsNoStore(String line) {
    Run run = run(Map.of(), line + " --store vm.xml");
    assertEquals(2, run.exit(), run.err());
    String error = "vm.xml is a file, expected the folder of a guardian store";
    assertTrue(run.err().contains(error), run.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"guardian list", "protector show vm.xml", "protector verify vm.xml --owner x"})
  void otherVerbsThatTakeNamesSayIt(String line) {
    boolean takesNames = !line.startsWith("protector show");
    Run run = run(Map.of(), line + " --store absent");
    assertEquals(takesNames, run.err().contains("absent: there is no guardian store"), run.err());
  }

  @Test
  void aFolderNamedNoneIsNotTheStoreNone() throws IOException {
    Path store = Path.of(System.getProperty("keyward.fixtures"), "store-test-only/store");
    Spawned.copyTree(store, folder.resolve("none"));
    Run none = run(Map.of(), "guardian list --store none");
    assertEquals("keyward: no guardians in none\n", none.err());
    assertTrue(run(Map.of(), "guardian list --store ./none").out().contains("central-it"));
    assertEquals(2, run(Map.of(), "guardian create x --store none").exit());
  }

  @ParameterizedTest
  @ValueSource(strings = {"guardian create foo", "guardian list", "audit vm.xml"})
  void withoutAHomeTheStoreMustBeNamed(String line) throws IOException {
    Run run = run(Map.of("HOME", "?"), line);
    assertEquals(2, run.exit(), run.err());
    assertTrue(run.err().contains("hint: type --store DIR or set KEYWARD_STORE"), run.err());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("vm.xml")), files.toList());
    }
  }

  @Test
  void noHomeIsMade() throws IOException {
    String home = folder.resolve("nowhere").toString();
    Run run = run(Map.of("HOME", home), "guardian create foo");
    assertEquals(2, run.exit(), run.err());
    assertTrue(run.err().contains("there is no home folder " + home), run.err());
    assertFalse(Files.exists(folder.resolve("nowhere")));
  }

  @Test
  void whatNeedsNoStoreNeedsNoHome() {
    Run show = run(Map.of("HOME", "?"), "protector show vm.xml");
    assertEquals(0, show.exit(), show.err());
    Run convert =
        run(Map.of("HOME", "?"), "protector convert vm.xml --encoding xml --force -o vm.xml");
    assertEquals(0, convert.exit(), convert.err());
    Run audit = run(Map.of("HOME", "?"), "audit vm.xml --store none");
    assertEquals(0, audit.exit(), audit.err());
    assertFalse(audit.out().contains("names from"), audit.out());
  }
}
