package dev.keyward.cli.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fleets in which something does not start, or is not seen, and the check used to be green. */
class FleetCasesTest {

  @TempDir Path folder;

  private CaseFolder opened(String name) throws IOException {
    return CaseFolder.of(name, folder);
  }

  private static void has(Run run, String text) {
    assertTrue(run.out().contains(text), run.out() + run.err());
  }

  @Test
  void aMachineThatItsPrimaryCannotOpenAndOneWhoseHostAsksNobodyAreErrors() throws Exception {
    Run check =
        opened("fleet-check-green").run("fleet check n.yaml --protectors prot --guardians known");
    assertEquals(1, check.exit());
    has(
        check,
        "error  cannot-start: muenchen-hgs cannot open the protector; a fallback is not asked\n"
            + "  which  app2\n");
    has(check, "error  cannot-start: its host knows no service\n  which  notintopology\n");
    has(check, "keyward protector grant prot/app2.kp --guardian muenchen-hgs --in-place");
  }

  @Test
  void aProtectorOfNoMachineOfTheTopologyIsAWarning() throws Exception {
    Run check =
        opened("fleet-check-green").run("fleet check n.yaml --protectors prot --guardians known");
    has(
        check,
        "warning  vm-not-in-topology: no machine of the topology has this protector\n"
            + "  which  app1\n");
  }

  @Test
  void aPrimaryThatIsNeverReachedIsAnError() throws Exception {
    Run check =
        opened("fleet-check-green").run("fleet check l.yaml --protectors prot --guardians known");
    assertEquals(1, check.exit());
    has(check, "error  cannot-start: the primary cannot be reached\n  which  app1\n");
  }

  @Test
  void aMachineOnAHostInLocalModeHasAFindingOfItsOwn() throws Exception {
    CaseFolder fleet = opened("fleet-host-configuration");
    Files.writeString(folder.resolve("any.json"), "{\"Mode\": \"Local\"}");
    Run check = fleet.run("fleet check any.yaml --protectors prot --guardians known");
    assertEquals(1, check.exit());
    has(check, "error  no-host-starts: host h1 is in local mode\n  which  app1\n");
    assertFalse(check.out().contains("cannot-start"), check.out());
  }

  @Test
  void aDamagedFileBesideAGoodOneIsAnError() throws Exception {
    Run check =
        opened("fleet-damaged-beside-backup")
            .run("fleet check f.yaml --protectors p2 --guardians known");
    assertEquals(1, check.exit());
    has(
        check,
        "error  protector-damaged: p2/current/app1.kp is not a protector, and p2/backup/app1.kp was"
            + " judged");
  }

  @Test
  void aRemedyForOneMachineOfAnExportNamesThatMachineOnly() throws Exception {
    CaseFolder fleet = opened("fleet-grants-whole-export");
    Run check = fleet.run("fleet check f.yaml --protectors exp.json");
    String line =
        check
            .out()
            .lines()
            .filter(each -> each.contains("keyward protector grant"))
            .findFirst()
            .orElseThrow();
    assertTrue(line.contains("exp.json --vm "), line);
    Run grant = fleet.run(line.strip().substring("keyward ".length()));
    assertEquals(0, grant.exit(), grant.err());
    Run after = fleet.run("fleet check f.yaml --protectors exp.json");
    assertFalse(after.out().contains("hgs-only-itself"), after.out());
    assertEquals(
        1, grant.err().lines().filter(each -> each.contains("changed")).count(), grant.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"hello\": 1}",
        "{\"schema\": \"keyward.audit/1\", \"data\": {}}",
        "{\"Mode\": \"HostGuardianService\"}"
      })
  void aConfigurationOfUnknownFormIsRefused(String json) throws Exception {
    CaseFolder fleet = opened("fleet-host-configuration");
    Files.writeString(folder.resolve("any.json"), json);
    Run check = fleet.run("fleet check any.yaml --protectors prot --guardians known");
    assertEquals(3, check.exit(), check.out());
    assertTrue(check.err().contains("any.json"), check.err());
  }

  @Test
  void keywardsOwnAnswerAboutAHostIsAConfiguration() throws Exception {
    Run starts =
        opened("fleet-host-configuration")
            .run("fleet availability show.yaml --protectors prot --guardians known");
    assertFalse(starts.out().contains("its host knows no service"), starts.out());
    has(starts, "berlin-hgs did not attest the host, as the host's configuration says");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prefix", "port"})
  void urlsAreComparedWholeWithTheirPort(String topology) throws Exception {
    Run check =
        opened("fleet-host-configuration")
            .run("fleet check " + topology + ".yaml --protectors prot --guardians known");
    assertEquals(0, check.exit(), check.out());
    has(check, "0 errors, 0 warnings");
  }

  @Test
  void aDraftHasEveryMachineAlsoThoseOfOneName() throws Exception {
    CaseFolder fleet = opened("fleet-init-drops-machines");
    Run init = fleet.run("fleet init --protectors sites --guardians known -o i.yaml");
    assertTrue(init.err().contains("with 9 machines"), init.err());
    Run check = fleet.run("fleet check i.yaml --protectors sites --guardians known");
    has(check, "9 machines");
    assertFalse(check.out().contains("vm-not-in-topology"), check.out());
    assertFalse(check.out().contains("no protector was found"), check.out());
  }
}
