package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strangers wrote into names and certificates does not change what an audit says. */
class StrangersCasesTest {

  private static final String NOW = "2026-03-02T09:30:00Z";

  @TempDir Path folder;

  private Playground playground;

  private void open(String name) {
    playground = Playground.of("strangers/" + name, folder.resolve(name));
  }

  private Run audit(String... words) {
    List<String> all = new ArrayList<>(List.of("--store", "none", "audit"));
    all.addAll(List.of(words));
    return playground.run(all.toArray(String[]::new));
  }

  /** The common name of its only guardian has commas and brackets, as a list of three has. */
  @Test
  void oneGuardianNeverLooksLikeThree() {
    open("list-injection");
    Run audit = audit("vms", "--report", "r.csv");
    assertEquals(0, audit.exit(), audit.err());
    assertTrue(audit.out().contains("a <U+005B>000000000000<U+005D><U+002C> branch"), audit.out());
    assertEquals(
        1, count(audit.out(), ", branch Signing") + count(audit.out(), "+ branch Signing ["));
  }

  /** A topology is drafted of any names, is read again, and lists each of them as one. */
  @Test
  void namesOfMachinesStayOneNameInAFleet() throws IOException {
    open("list-injection");
    String protector =
        Base64.getEncoder().encodeToString(Files.readAllBytes(playground.path("vms/vm2.xml")));
    StringBuilder export = new StringBuilder("[");
    for (String name : List.of("a, b", "x\\u2028y", "z\\u00a0", "and 5 more", "b")) {
      export.append(export.length() > 1 ? "," : "").append("{\"Name\":\"").append(name);
      export.append("\",\"KeyProtector\":\"").append(protector).append("\"}");
    }
    Files.writeString(playground.path("vms.json"), export.append("]"));
    String[] protectors = {"--protectors", "vms.json"};
    Run init = playground.run("fleet", "init", "-o", "t.yaml", protectors[0], protectors[1]);
    assertEquals(0, init.exit(), init.err());
    Run check =
        playground.run(
            "fleet", "check", "t.yaml", "--report", "f.csv", protectors[0], protectors[1]);
    String names = "a<U+002C> b, x<U+2028>y, z<U+00A0>, <U+0061>nd 5 more, b";
    assertTrue(check.out().contains("which  " + names), check.out() + check.err());
    assertTrue(Files.readString(playground.path("f.csv")).contains('"' + names + '"'));
  }

  @Test
  void aCutTextNamesTheRestByItsDigest() {
    open("cut-at-200");
    Run audit = audit("vms", "--guardians", "known");
    List<String> sets = audit.out().lines().filter(line -> line.contains("contoso + ")).toList();
    assertEquals(2, sets.size());
    assertEquals(2, sets.stream().distinct().count(), audit.out());
  }

  /** The digits that are shown are those of both certificates. */
  @Test
  void whatWasAcceptedOfOneKeyIsNotAcceptedOfAnotherThatLooksLikeIt() throws IOException {
    open("label-collision");
    assertNotEquals(fingerprint("monday"), fingerprint("friday"));
  }

  /** Rows are written before the second key is seen, so there the first one keeps its label. */
  @Test
  void twoKeysWithTheSameDigitsHaveTwoLabels() throws IOException {
    open("label-collision");
    String first = "backup-vendor on v1 [a79d2789e81decb84a9aeb7a]";
    String second = "backup-vendor on v1 [a79d2789e81d8e8a04f84ca9]";
    String[] words = {"monday", "friday", "--guardians", "known", "--report", "r.html"};
    Run audit = audit(words);
    assertEquals(1, count(audit.out(), "granted to unknown: " + first), audit.out());
    assertEquals(1, count(audit.out(), "granted to unknown: " + second), audit.out());
    assertFalse(audit.out().contains("[a79d2789e81d]"), audit.out());
    String page = Files.readString(playground.path("r.html"));
    assertTrue(count(page, first) > 0 && count(page, second) > 0);
    assertFalse(page.contains("[a79d2789e81d]"));
  }

  /** The end of a report says which key the shorter digits in its rows are. */
  @Test
  void theLaterOfTwoKeysWithTheSameDigitsHasALongerLabelInRows() throws IOException {
    open("label-collision");
    String[] words = {"monday", "friday", "--guardians", "known", "--csv-basis", "basis.csv"};
    audit(words[0], words[1], words[2], words[3], words[4], words[5], "--report", "r.csv");
    audit("monday", "friday", "--guardians", "known", "--report", "r.sarif");
    String both = "[a79d2789e81d] is the key [a79d2789e81decb84a9aeb7a]";
    assertEquals(1, count(Files.readString(playground.path("basis.csv")), both));
    String log = Files.readString(playground.path("r.sarif"));
    String entry = "\"digits\":{\"[a79d2789e81d]\":\"[a79d2789e81decb84a9aeb7a]\"}";
    assertEquals(1, count(log, entry), log);
    for (String row : Files.readAllLines(playground.path("r.csv"))) {
      assertEquals(
          row.contains(",monday/vms/app.xml"), row.contains("backup-vendor on v1 [a79d2789e81d]"));
      assertEquals(
          row.contains(",friday/vms/app.xml"),
          row.contains("backup-vendor on v1 [a79d2789e81d8e8a04f84ca9]"));
    }
  }

  /** No share has both keys. */
  @Test
  void aMergeTellsTwoKeysWithTheSameDigitsApart() {
    open("label-collision");
    for (String share : List.of("1/2", "2/2")) {
      String file = "share" + share.charAt(0);
      Run run =
          audit(
              "monday", "friday", "--guardians=known", "--shard", share, "--now", NOW, "-o", file);
      assertEquals(0, run.exit(), run.err());
    }
    Run merge = playground.run("audit", "merge", "share1", "share2");
    assertTrue(merge.out().contains("[a79d2789e81decb84a9aeb7a]"), merge.out() + merge.err());
    assertTrue(merge.out().contains("[a79d2789e81d8e8a04f84ca9]"), merge.out());
  }

  /** What was accepted stays accepted, however many other keys there are beside it. */
  @Test
  void theFingerprintOfAFindingDoesNotDependOnOtherKeys() throws IOException {
    open("label-collision");
    String alone = fingerprint("friday");
    audit("monday/vms", "friday/vms", "--guardians", "known", "--report", "both.sarif");
    assertTrue(Files.readString(playground.path("both.sarif")).contains(alone));
  }

  private String fingerprint(String day) throws IOException {
    Run run = audit(day + "/vms", "--guardians", "known", "--report", day + ".sarif");
    assertTrue(run.exit() <= 1, run.err());
    String sarif = Files.readString(playground.path(day + ".sarif"));
    Matcher print = Pattern.compile("\"keyward/v2\" *: *\"([0-9a-f]{64})\"").matcher(sarif);
    assertTrue(print.find(), sarif);
    return print.group(1);
  }

  /** The exit code says the same. */
  @Test
  void aReportOfWhatCouldNotBeReadSaysThatItIsNotWhole() throws IOException {
    open("list-injection");
    assertEquals(5, audit("vms", "nowhere", "--report", "r.sarif").exit());
    String sarif = Files.readString(playground.path("r.sarif"));
    assertTrue(sarif.contains("\"executionSuccessful\":false,\"exitCode\":5"), sarif);
  }

  @Test
  void aFileThatIsNamedInSeveralWaysIsReadOnce() {
    open("list-injection");
    String whole = playground.path("vms/vm1.xml").toAbsolutePath().toString();
    Run audit = audit("vms/vm1.xml", "./vms/vm1.xml", "vms/../vms/vm1.xml", whole);
    assertTrue(audit.out().startsWith("1 protector: 1 valid"), audit.out());
    assertTrue(audit("vms/vm2.xml", "vms").out().startsWith("3 protectors"), "and its folder");
  }

  @Test
  void aFileThatIsNamedLikeAnOptionStopsACommandBeforeItRuns() throws IOException {
    open("list-injection");
    Files.createFile(playground.path("--force"));
    Run audit = audit("vms", "--force");
    assertEquals(2, audit.exit());
    assertTrue(audit.err().contains("a file in this folder has the same name"), audit.err());
    assertTrue(audit.err().contains("./*"), audit.err());
    assertEquals(0, audit("vms").exit());
    assertFalse(audit("--", "--force").err().contains("same name"));
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
