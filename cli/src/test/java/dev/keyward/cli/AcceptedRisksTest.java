package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings that a policy accepts, and what nobody can slip in among them. */
class AcceptedRisksTest {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));
  private static final String AT = "2026-11-23T00:00:00Z";
  private static final List<String> REPORTS = List.of("html", "csv", "json", "sarif");
  private static final String STRANGER = "unknown-guardian";

  @TempDir private Path folder;
  private Playground playground;

  @BeforeEach
  void copyTheFixtures() throws IOException {
    playground = Playground.in(folder.resolve("play"));
    Files.createDirectory(playground.path("known"));
    Files.createDirectory(playground.path("p"));
    try (Stream<Path> files = Files.list(FIXTURES.resolve("audit/guardians"))) {
      for (Path file : files.toList()) {
        Files.copy(file, playground.path("known").resolve(file.getFileName().toString()));
      }
    }
    copy(STRANGER, "p/" + STRANGER + ".xml");
  }

  private void copy(String protector, String to) throws IOException {
    Path target = playground.path(to);
    Files.createDirectories(target.getParent());
    Files.copy(FIXTURES.resolve("audit/protectors/" + protector + ".xml"), target);
  }

  private Run audit(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("--store", "none", "audit", "p", "--guardians", "known", "--now", AT));
    words.addAll(List.of(more));
    return playground.run(words.toArray(new String[0]));
  }

  private Run audit(String policy) throws IOException {
    write(policy);
    return audit("--policy", "policy.yaml");
  }

  private void write(String policy) throws IOException {
    Files.writeString(playground.path("policy.yaml"), "schema: keyward.audit-policy/1\n" + policy);
  }

  private static String accepted(String finding, String place, List<String> keys, String until) {
    return "  - {finding: "
        + finding
        + ", places: [\""
        + place
        + "\"], keys: "
        + keys
        + ", reason: moves soon, by: Ada, until: "
        + until
        + "}\n";
  }

  private static String strangers(String place, List<String> keys, String until) {
    return "accepted:\n" + accepted(STRANGER, place, keys, until);
  }

  /** The keys of parties whose label holds that word. */
  private List<String> keys(String party) throws IOException {
    JsonNode report = new ObjectMapper().readTree(audit("--output", "json").out());
    List<String> keys = new ArrayList<>();
    for (JsonNode each : report.at("/data/parties")) {
      if (each.get("label").asText().contains(party)) {
        each.get("certificates").forEach(one -> keys.add(one.get("keySha256").asText()));
      }
    }
    assertFalse(keys.isEmpty(), party);
    return keys;
  }

  @Test
  void anAcceptedFindingIsListedApartAndDoesNotFail() throws IOException {
    Run run = audit(strangers("p/" + STRANGER + ".xml", keys("stranger"), "2026-11-23"));
    assertEquals(0, run.exit(), run.out());
    assertTrue(run.out().contains("0 with errors, 0 with warnings, 1 with neither"), run.out());
    assertTrue(run.out().contains("accepted risks\n  unknown-guardian: granted to"), run.out());
    assertTrue(run.out().contains("by     Ada, until 2026-11-23"), run.out());
  }

  @Test
  void pastItsDayItFailsAndTheReportSaysSinceWhen() throws IOException {
    Run run = audit(strangers("p/" + STRANGER + ".xml", keys("stranger"), "2026-11-22"));
    assertEquals(1, run.exit(), run.out());
    assertTrue(run.out().contains("1 with errors"), run.out());
    assertTrue(
        run.out().contains("accepted by Ada until 2026-11-22; it counts again since 2026-11-23"),
        run.out());
  }

  /** Writes a report of the folder by a policy that accepts the stranger until that day. */
  private void report(String name, String until) throws IOException {
    write(strangers("p/" + STRANGER + ".xml", keys("stranger"), until));
    audit("--policy", "policy.yaml", "--report", name);
  }

  private Run diff() {
    return playground.run("audit", "diff", "old.json", "new.json", "--fail-on", "new-error");
  }

  /** Compares an audit with a later one: each accepts the stranger until the day that is given. */
  private Run diff(String oldUntil, String newUntil) throws IOException {
    report("old.json", oldUntil);
    report("new.json", newUntil);
    return diff();
  }

  @Test
  void aRiskWhoseDayPassedIsNewInAComparison() throws IOException {
    Run run = diff("2026-11-23", "2026-11-22");
    assertEquals(1, run.exit(), run.out());
    assertTrue(run.out().contains("1 new (1 error)"), run.out());
  }

  @Test
  void aRiskThatSomebodyAcceptedSinceIsNoNewError() throws IOException {
    Run run = diff("2026-11-22", "2026-11-23");
    assertEquals(0, run.exit(), run.out());
    assertTrue(run.out().contains("0 new"), run.out());
  }

  @Test
  void aRiskThatBothAuditsAcceptIsUnchanged() throws IOException {
    Run run = diff("2026-11-23", "2026-12-23");
    assertEquals(0, run.exit(), run.out());
    assertTrue(run.out().contains("0 changed, 0 ambiguous, 1 unchanged"), run.out());
    assertTrue(run.out().contains("findings       0 new, 0 solved, 0 unchanged\n"), run.out());
  }

  @Test
  void anAcceptedRiskThatIsGoneIsNotSolved() throws IOException {
    report("old.json", "2026-11-23");
    copy("clean", "clean/p/" + STRANGER + ".xml");
    playground.run("audit", "clean/p", "--guardians", "known", "--now", AT, "--report", "new.json");
    Run run = diff();
    assertTrue(run.out().contains("0 solved"), run.out());
  }

  @Test
  void bothKeysOfAWrappingAreNeeded() throws IOException {
    for (String key : keys("stranger")) {
      Run run = audit(strangers("p/*", List.of(key), "2030-01-01"));
      assertEquals(1, run.exit(), run.out());
      assertTrue(run.out().contains("accepted-unused: line 3, column 5: no finding"), run.out());
    }
  }

  @Test
  void theKeysOfOthersAcceptNothing() throws IOException {
    Run run = audit(strangers("p/*", keys("central-it"), "2030-01-01"));
    assertEquals(1, run.exit(), run.out());
  }

  @Test
  void aPlaceInAnotherFolderIsAnotherPlace() throws IOException {
    String policy = strangers("p/" + STRANGER + ".xml", keys("stranger"), "2030-01-01");
    copy(STRANGER, "p/stranger/p/" + STRANGER + ".xml");
    Run run = audit(policy);
    assertEquals(1, run.exit(), run.out());
    assertTrue(run.out().contains("1 with errors"), run.out());
  }

  @Test
  void aMissingGuardianIsAcceptedOnlyWhileNobodyElseIsMissing() throws IOException {
    String required = "guardians: {required: [datacenter-hgs]}\n";
    List<String> all = new ArrayList<>(keys("central-it"));
    all.addAll(keys("branch-hgs"));
    all.addAll(keys("stranger"));
    String code = "required-guardian-missing";
    String stranger = accepted(STRANGER, "p/*", keys("stranger"), "2030-01-01");
    String exact = accepted(code, "p/*", all, "2030-01-01");
    assertEquals(0, audit(required + "accepted:\n" + stranger + exact).exit());
    all.add("f".repeat(64));
    String more = accepted(code, "p/*", all, "2030-01-01");
    assertEquals(1, audit(required + "accepted:\n" + stranger + more).exit());
  }

  @Test
  void aDocumentThatIsNotVerifiedIsAcceptedByItsDigestAlone() throws IOException {
    Files.delete(playground.path("p/" + STRANGER + ".xml"));
    copy("invalid", "p/invalid.xml");
    JsonNode report = new ObjectMapper().readTree(audit("--output", "json").out());
    String digest = report.at("/data/protectors/0/sha256").asText();
    String place = "p/invalid.xml";
    Run run = audit("accepted:\n" + accepted("invalid", place, List.of(digest), "2030-01-01"));
    assertEquals(0, run.exit(), run.out());
    Files.writeString(playground.path(place), Files.readString(playground.path(place)) + " ");
    run = audit("accepted:\n" + accepted("invalid", place, List.of(digest), "2030-01-01"));
    assertEquals(1, run.exit(), run.out());
  }

  @Test
  void anUnknownFindingIsAnErrorWithLineAndColumn() throws IOException {
    Run run =
        audit(
            strangers("p/*", List.of("0".repeat(64)), "2030-01-01").replace("guardian", "gardian"));
    assertEquals(3, run.exit());
    assertTrue(
        run.err()
            .contains("policy.yaml: line 3, column 15: \"unknown-gardian\", expected the code"),
        run.err());
    assertTrue(run.err().contains("did you mean \"unknown-guardian\"?"), run.err());
  }

  @Test
  void theMergeOfShardsDecidesAsOneAuditDoes() throws IOException {
    copy("expired", "p/expired.xml");
    write(
        strangers("p/" + STRANGER + ".xml", keys("stranger"), "2030-01-01")
            + accepted("expired", "p/expired.xml", keys("lapsed"), "2026-01-01")
            + "  - {finding: no-protector, places: [p/none.xml], reason: a, by: b, until: 2030-01-01}\n");
    List<String> reports = new ArrayList<>(List.of("--policy", "policy.yaml"));
    REPORTS.forEach(form -> reports.addAll(List.of("--report", "one." + form)));
    Run one = audit(reports.toArray(new String[0]));
    for (String shard : List.of("1", "2", "3")) {
      Run run = audit("--policy", "policy.yaml", "--shard", shard + "/3", "-o", shard + ".jsonl");
      assertEquals(0, run.exit(), run.err());
    }
    List<String> merge =
        new ArrayList<>(
            List.of("--store", "none", "audit", "merge", "1.jsonl", "3.jsonl", "2.jsonl"));
    REPORTS.forEach(form -> merge.addAll(List.of("--report", "merged." + form)));
    Run merged = playground.run(merge.toArray(new String[0]));
    assertEquals(one.out(), merged.out());
    assertEquals(1, merged.exit());
    assertTrue(merged.out().contains("no finding no-protector at p/none.xml"), merged.out());
    for (String form : REPORTS) {
      assertArrayEquals(playground.bytes("one." + form), playground.bytes("merged." + form), form);
    }
    String sarif = new String(playground.bytes("one.sarif"), StandardCharsets.UTF_8);
    assertEquals(1, sarif.split("\"status\":\"accepted\"", -1).length - 1);
    assertEquals(
        sarif.split("\"ruleIndex\"", -1).length, sarif.split("\"suppressions\"", -1).length);
    String csv = new String(playground.bytes("one.csv"), StandardCharsets.UTF_8);
    assertTrue(csv.contains("\r\naccepted,unknown-guardian,"), csv);
    assertTrue(csv.contains("\r\nerror,expired,"), csv);
  }
}
