package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that look like others of the same report. */
class LookAlikeNamesTest {

  private static final String CODE = "look-alike-name: ";

  @TempDir Path folder;

  private Playground playground;

  @BeforeEach
  void open() {
    playground = Playground.of("strangers/invisible", folder.resolve("invisible"));
  }

  private Run audit(String... words) {
    List<String> all =
        Stream.concat(Stream.of("--store", "none", "audit"), Stream.of(words)).toList();
    return playground.run(all.toArray(String[]::new));
  }

  private static List<String> told(Run run) {
    return run.out().lines().filter(line -> line.contains(CODE)).toList();
  }

  /** A rule for dc01 holds for none of them. */
  @Test
  void sevenMachinesThatLookLikeDc01AreFound() {
    Run audit = audit("a", "b", "--guardians", "known", "--policy", "policy.yaml");
    assertEquals(7, told(audit).size(), audit.out());
    assertTrue(
        told(audit).contains("warning  " + CODE + "VM <U+0501>c01 looks like VM dc01"),
        audit.out());
    assertTrue(
        told(audit).contains("note  " + CODE + "VM dc01<U+0020> looks like VM dc01"), audit.out());
  }

  /** No share has both names. */
  @Test
  void aMergeFindsThemAndAShareDoesNot() throws IOException {
    for (int share = 1; share <= 2; share++) {
      String file = "share" + share;
      Run run =
          audit("a", "b", "--shard", share + "/2", "--now", "2026-12-01T00:00:00Z", "-o", file);
      assertEquals(0, run.exit(), run.err());
      assertFalse(Files.readString(playground.path(file)).contains("look-alike"));
    }
    Run merge = playground.run("audit", "merge", "share1", "share2");
    assertEquals(told(audit("a", "b", "--now", "2026-12-01T00:00:00Z")), told(merge), merge.out());
    assertEquals(7, told(merge).size());
  }

  @Test
  void digitsThatLookLikeLettersAreANote() throws IOException {
    Files.copy(playground.path("c/vm1.xml"), playground.path("vm1.xml"));
    Files.copy(playground.path("c/vm2.xml"), playground.path("vml.xml"));
    assertEquals(
        List.of("note  " + CODE + "VM vml looks like VM vm1"), told(audit("vm1.xml", "vml.xml")));
  }

  @Test
  void aMachineOfThatNameInAnotherFolderIsFoundToo() throws IOException {
    Files.createDirectory(playground.path("other"));
    Files.copy(playground.path("c/vm1.xml"), playground.path("other/vm2\u200b.xml"));
    assertEquals(
        List.of("warning  " + CODE + "VM vm2<U+200B> looks like VM vm2"),
        told(audit("c/vm2.xml", "other")));
  }

  /** Which is what others of the same name in the machine's own letters do. */
  @Test
  void theSameNameTwiceIsNoFinding() throws IOException {
    Files.createDirectory(playground.path("other"));
    Files.copy(playground.path("c/vm1.xml"), playground.path("other/VM2.xml"));
    assertEquals(List.of(), told(audit("c/vm2.xml", "other")));
  }

  @Test
  void everyFormOfReportHasIt() throws IOException {
    for (String form : List.of("csv", "json", "sarif", "html")) {
      audit("a", "b", "--guardians", "known", "--report", "r." + form);
      String report = Files.readString(playground.path("r." + form));
      assertTrue(report.contains("look-alike-name"), form);
    }
  }
}
