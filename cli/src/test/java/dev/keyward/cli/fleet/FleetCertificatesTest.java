package dev.keyward.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.Run;
import dev.keyward.cli.identity.CaseFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends when in a fleet, and whom that is about. */
class FleetCertificatesTest {

  private static final Path AUDIT = Path.of(System.getProperty("keyward.fixtures"), "audit");
  private static final String NOW = "2026-11-24T00:00:00Z";

  @TempDir Path folder;

  private static Run run(String... words) {
    return Run.in(AUDIT).run(words);
  }

  private static Run everybody(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("fleet", "certificates", "--protectors", "protectors", "--now", NOW));
    words.addAll(List.of("--store", "none", "--guardians", "guardians"));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  @Test
  void whatEndsFirstStandsFirstWithItsMachinesAndOwners() {
    Run list = everybody();
    assertEquals(0, list.exit(), list.err());
    List<String> lines = list.out().lines().toList();
    assertTrue(lines.get(0).matches("2016-12-31  ended +signing +lapsed-hgs"), list.out());
    assertTrue(lines.get(2).contains("1 protector: expired; owners: central-it"), list.out());
    assertTrue(list.out().contains("2026-12-24  in 30 days   signing     ending-hgs"), list.out());
  }

  @Test
  void jsonHasTheSame() {
    Run list = everybody("--output", "json");
    assertEquals(0, list.exit(), list.err());
    String json = list.out().replaceAll("\\s", "");
    assertTrue(json.contains("{\"ends\":\"2016-12-31T00:00:00Z\",\"ended\":true,"), json);
    assertTrue(
        json.contains("\"machines\":1,\"vms\":[\"expired\"],\"owners\":[\"central-it\"]"), json);
  }

  @Test
  void aTopologyListsItsServicesAndTheirAttestationCertificates() throws Exception {
    CaseFolder opened = CaseFolder.of("attestation-certificate-ended", folder);
    Run list = opened.run("fleet certificates f.yaml --protectors a.kp --now 2027-06-01T00:00:00Z");
    assertEquals(0, list.exit(), list.err());
    assertTrue(list.out().contains("2026-12-28  ended        attestation short-hgs"), list.out());
    assertTrue(list.out().contains("no protector uses it"), list.out());
    assertTrue(list.out().contains("1 protector: a; owners: "), list.out());
  }

  @Test
  void aRenewedCertificateIsNamed() throws Exception {
    CaseFolder opened = CaseFolder.of("attestation-certificate-ended", folder);
    assertEquals(0, opened.run("guardian renew owner --validity-days 9000").exit());
    Run list = opened.run("fleet certificates --guardians m.xml --protectors a.kp");
    assertTrue(list.out().contains("owner, renewed until "), list.out());
  }

  @Test
  void somethingMustSayWhoseTheyAre() {
    Run run = run("fleet", "certificates", "--protectors", "protectors");
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("TOPOLOGY.yaml is missing, or --guardians PATH"), run.err());
    assertEquals(2, run("fleet", "certificates", "--guardians", "guardians").exit());
  }
}
