package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an audit does with folders and reports, where a transcript cannot tell. */
class AuditTest {

  @TempDir private Path folder;
  private Playground playground;

  @BeforeEach
  void copyTheFixtures() {
    playground = Playground.in(folder.resolve("play"));
  }

  @Test
  void anEmptyFolderHoldsNoProtector() throws IOException {
    Files.createDirectory(playground.path("empty"));
    Run run = playground.run("audit", "empty");
    assertEquals(6, run.exit());
    assertTrue(run.err().contains("there is nothing to audit"), run.err());
  }

  @Test
  void standardInputIsAudited() {
    Run run =
        playground
            .setting()
            .stdin(playground.bytes("protectors/export.json"))
            .run("audit", "-", "--now", "2026-11-23T00:00:00Z");
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().startsWith("2 protectors: 2 valid"), run.out());
  }

  @Test
  void aDraftedPolicyIsKeptByWhatItWasDraftedFrom() {
    String[] vms = {"protectors/app-vm.framed", "protectors/hgs-vm.xml"};
    Run draft = playground.run("audit", vms[0], vms[1], "--init-policy", "-o", "policy.yaml");
    assertEquals(0, draft.exit(), draft.err());
    Run audit =
        playground.run("audit", vms[0], vms[1], "--policy", "policy.yaml", "--fail-on", "warning");
    assertEquals(0, audit.exit(), audit.out());
  }

  @Test
  void theReportIsWhatJsonOutputPrints() {
    Run run = playground.run("audit", "protectors", "--output", "json", "--report", "audit.json");
    assertEquals(run.out(), new String(playground.bytes("audit.json"), StandardCharsets.UTF_8));
  }

  @Test
  void everyFormOfReportIsWrittenInOneRun() throws IOException {
    Run run =
        playground.run(
            "audit",
            "protectors",
            "--report",
            "a.html",
            "--report",
            "a.csv",
            "--report",
            "a.json",
            "--report",
            "a.sarif");
    assertEquals(1, run.exit(), run.err());
    for (String report : List.of("a.html", "a.csv", "a.json", "a.sarif")) {
      assertTrue(Files.size(playground.path(report)) > 5000, report);
    }
  }

  @Test
  void aReportThatCannotBeWrittenLeavesNoneOfThem() throws IOException {
    Run run =
        playground.run("audit", "protectors", "--report", "a.csv", "--report", "nowhere/b.csv");
    assertEquals(5, run.exit());
    assertFalse(Files.exists(playground.path("a.csv")));
    try (Stream<Path> left = Files.list(playground.path("."))) {
      assertTrue(left.noneMatch(file -> file.toString().endsWith(".tmp")));
    }
  }
}
