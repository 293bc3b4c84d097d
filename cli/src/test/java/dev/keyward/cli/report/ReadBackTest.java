package dev.keyward.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.keyward.cli.Run;
import dev.keyward.guardian.Thumbprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reports with random names, read by programs that are not ours: Python's csv and json, the schema
 * of SARIF, and a browser. Each name comes back as it was, and nothing is there besides.
 */
class ReadBackTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Each kind of element once, with the names of its attributes. */
  static final String ELEMENTS =
      "Array.from(new Set(Array.from(document.querySelectorAll('*'), e => e.tagName + ' '"
          + " + e.getAttributeNames().sort().join(' ')))).sort().join('\\n')";

  private static final String ACTING =
      "document.querySelectorAll('script,style,iframe,object,embed,link,base,meta,img,form,a,"
          + "input,button,select,h1,h2,section,table.matrix').length";

  private static final String ROWS =
      "Array.from(document.querySelectorAll('.chunk tbody tr th bdi:first-child'),"
          + " e => e.textContent)";

  @TempDir Path folder;

  private Path export(String file, List<String> names) throws IOException {
    JsonNode protector =
        JSON.readTree(Path.of(System.getProperty("keyward.fixtures"), "audit/export.json").toFile())
            .get(0)
            .get("KeyProtector");
    ArrayNode vms = JSON.createArrayNode();
    names.forEach(name -> vms.addObject().put("VMName", name).set("KeyProtector", protector));
    return Files.write(folder.resolve(file), JSON.writeValueAsBytes(vms));
  }

  private static List<String> names(long seed, int count) {
    RandomNames random = new RandomNames(seed);
    List<String> names = new ArrayList<>();
    while (names.size() < count) {
      names.add(random.next());
    }
    return names;
  }

  /** The reports of an audit over that export. */
  private void audit(String export, String... reports) {
    List<String> words = new ArrayList<>(List.of("--store", "none", "audit", export, "--force"));
    Arrays.stream(reports).forEach(report -> words.addAll(List.of("--report", report)));
    Run run = Run.in(folder).run(words.toArray(String[]::new));
    assertTrue(run.exit() <= 1, run.err());
  }

  private static JsonSchema sarif() {
    InputStream schema = ReadBackTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json");
    return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema);
  }

  private void tables(long seed, int count) throws Exception {
    export("vms.json", names(seed, count));
    audit("vms.json", "r.csv", "r.report.json", "r.sarif");
    OtherReaders.read(folder, "names", "vms.json", "r.csv", "r.report.json", "r.sarif");
    String log = Files.readString(folder.resolve("r.sarif"));
    assertEquals(Set.of(), sarif().validate(log, InputFormat.JSON), "seed " + seed);
  }

  /** Whole exports of each form, with all that can stand beside a name. */
  private void exports(long seed, int count, int machines) throws Exception {
    JsonNode protectors =
        JSON.readTree(
            Path.of(System.getProperty("keyward.fixtures"), "audit/export.json").toFile());
    RandomExports random =
        new RandomExports(seed, protectors.get(0).get("KeyProtector").binaryValue());
    for (int number = 0; number < count; number++) {
      RandomExports.Export export = random.next(machines);
      Files.write(folder.resolve(export.file()), export.content());
      ArrayNode truth = JSON.createArrayNode();
      export.names().forEach(name -> truth.addObject().put("VMName", name));
      Files.write(folder.resolve("truth.json"), JSON.writeValueAsBytes(truth));
      audit(export.file(), "r.csv", "r.report.json", "r.sarif");
      OtherReaders.read(folder, "names", "truth.json", "r.csv", "r.report.json", "r.sarif");
    }
  }

  @Test
  void othersReadTheNamesOfWholeExports() throws Exception {
    exports(1, 3, 8);
  }

  @Test
  @Tag("soak")
  void othersReadTenThousandNamesOfWholeExports() throws Exception {
    exports(2, 100, 100);
  }

  @Test
  void othersReadTheNamesInTablesAndLogs() throws Exception {
    tables(1, 60);
  }

  @Test
  @Tag("soak")
  void othersReadTenThousandNamesInTablesAndLogs() throws Exception {
    for (int seed = 2; seed < 12; seed++) {
      tables(seed, 1_000);
    }
  }

  @Test
  @Tag("soak")
  void aBrowserReadsTenThousandNamesAndSeesNothingBesides() throws Exception {
    Optional<Path> program = Chromium.find();
    assumeTrue(program.isPresent(), "skipped: no chromium here");
    // Plain names that look alike, so that the page has all kinds of findings.
    List<String> plain = new ArrayList<>();
    for (int number = 0; number < 1_000; number++) {
      plain.add("web-" + number + (number % 2 == 0 ? "" : "-l1I".substring(0, 2 + number % 3)));
    }
    export("plain.json", plain);
    audit("plain.json", "plain.html");
    try (Chromium browser = Chromium.start(program.get(), folder.resolve("browser"))) {
      Tab tab = browser.tab(1280, 900);
      tab.open(folder.resolve("plain.html"));
      Set<String> elements = new TreeSet<>(tab.evaluate(ELEMENTS).asText().lines().toList());
      int acting = tab.evaluate(ACTING).asInt();
      for (int seed = 2; seed < 12; seed++) {
        export("vms.json", names(seed, 1_000));
        audit("vms.json", "r.html");
        tab.open(folder.resolve("r.html"));
        Files.write(folder.resolve("r.rows"), JSON.writeValueAsBytes(tab.evaluate(ROWS)));
        OtherReaders.read(folder, "names", "vms.json", "r.rows");
        Set<String> others = new TreeSet<>(tab.evaluate(ELEMENTS).asText().lines().toList());
        others.removeAll(elements);
        assertEquals(Set.of(), others, "seed " + seed);
        assertEquals(acting, tab.evaluate(ACTING).asInt(), "seed " + seed);
        assertTrue(tab.evaluate("typeof window.harmed").asText().equals("undefined"));
      }
      Set<String> asked = new TreeSet<>(tab.requests());
      asked.removeIf(url -> url.endsWith("/plain.html"));
      assertEquals(Set.of(), asked);
      assertEquals(List.of(), tab.complaints());
    }
  }

  /** A site, its link, machines and their findings have the name. */
  private static void fleets(long seed, int count) throws IOException {
    JsonSchema official = sarif();
    RandomNames random = new RandomNames(seed);
    int cells = 0;
    for (int number = 0; number < count; number++) {
      String name = random.next();
      var content = SampleFleet.content(name, 2);
      List<List<String>> rows =
          CsvRows.parse(SampleFleet.text(ReportFormat.CSV, content).substring(1));
      cells = cells == 0 ? rows.size() : cells;
      assertEquals(cells, rows.size(), name);
      rows.forEach(row -> assertEquals(rows.get(0).size(), row.size(), name));
      JsonNode json = JSON.readTree(SampleFleet.text(ReportFormat.JSON, content));
      List<String> read = new ArrayList<>();
      json.at("/data/vms").forEach(each -> read.add(each.get("name").asText()));
      assertEquals(List.of("hgs-vm", name + " 0", name + " 1"), read);
      String log = SampleFleet.text(ReportFormat.SARIF, content);
      assertEquals(1, JSON.readTree(log).get("runs").size(), name);
      if (number % 50 == 0) {
        assertEquals(Set.of(), official.validate(log, InputFormat.JSON), name);
      }
    }
  }

  @Test
  void othersReadTheNamesOfAFleet() throws IOException {
    fleets(1, 20);
  }

  @Test
  @Tag("soak")
  void othersReadTenThousandNamesOfFleets() throws IOException {
    fleets(2, 10_000);
  }

  /** The page of a plain name is the measure. */
  @Test
  @Tag("soak")
  void aBrowserSeesNothingBesidesInPagesOfFleets() throws Exception {
    Optional<Path> program = Chromium.find();
    assumeTrue(program.isPresent(), "skipped: no chromium here");
    try (Chromium browser = Chromium.start(program.get(), folder.resolve("browser"))) {
      Tab tab = browser.tab(1280, 900);
      String plain = elements(tab, Thumbprint.of(new byte[1]).toString());
      RandomNames random = new RandomNames(3);
      for (int number = 0; number < 500; number++) {
        String name = random.next();
        assertEquals(plain, elements(tab, name), name);
      }
      assertEquals(List.of(), tab.requests());
      assertEquals(List.of(), tab.complaints());
    }
  }

  private String elements(Tab tab, String name) throws Exception {
    Path page = folder.resolve("fleet.html");
    Files.writeString(page, SampleFleet.text(ReportFormat.HTML, SampleFleet.content(name, 2)));
    tab.open(page);
    return tab.evaluate(ELEMENTS).asText() + tab.evaluate(ACTING).asInt();
  }
}
