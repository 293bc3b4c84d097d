package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the folder of a service and the configuration of a host change in the answers of fleet. */
class FleetFolderTest {

  private static final String FLEET =
      """
      schema: keyward.fleet/1
      sites: [here]
      hgs: [{name: branch, site: here, folder: hgs}]
      hosts: [{name: host-1, site: here, version: 1809, primary: branch}]
      vms: [{name: vm, host: host-1, protector: vm.kp}]
      """;

  private static final String GUARDED =
      """
      {"IsHostGuarded": true, "Mode": 1, "AttestationOperationMode": 3, "AttestationStatus": 100,
       "KeyProtectionServerUrl": "http://branch/KeyProtection",
       "AttestationServerUrl": "http://branch/Attestation"}
      """;

  @TempDir Path folder;

  private Playground playground;

  @BeforeEach
  void makeAProtectorForTheService() {
    playground = Playground.in(folder);
    done("hgs", "metadata", "hgs", "-o", "metadata.xml");
    done("guardian", "import", "branch", "metadata.xml", "--allow-untrusted-root");
    done("protector", "create", "--owner", "central-it", "--guardian", "branch", "-o", "vm.kp");
  }

  private Run done(String... words) {
    Run run = playground.unlocked(words);
    assertEquals(0, run.exit(), run.err());
    return run;
  }

  /** Takes the primary certificate of that use out of use. */
  private void disable(String use) {
    String list = done("hgs", "certificate", "list", "hgs").out();
    Matcher primary =
        Pattern.compile(use + " +primary .*\\n +sha256 +([0-9a-f]{64})").matcher(list);
    assertTrue(primary.find(), list);
    done("hgs", "certificate", "disable", "hgs", primary.group(1), "--force");
  }

  private Run fleet(String verb, String topology) throws IOException {
    Files.writeString(folder.resolve("fleet.yaml"), topology);
    return playground.run("fleet", verb, "fleet.yaml", "--protectors", "vm.kp");
  }

  private void refused(String topology, String code, String verdict) throws IOException {
    Run check = fleet("check", topology);
    assertEquals(1, check.exit(), check.err());
    assertTrue(check.out().contains("error  " + code + ": "), check.out());
    Run availability = fleet("availability", topology);
    assertTrue(availability.out().contains("1  all up"), availability.out());
    assertTrue(availability.out().contains(verdict), availability.out());
  }

  private String configured(String json) throws IOException {
    Files.writeString(folder.resolve("client.json"), json);
    return FLEET.replace("primary: branch", "configuration: client.json");
  }

  @Test
  void aMachineStartsByKeysThatAreEnabled() throws IOException {
    assertEquals(0, fleet("check", FLEET).exit());
    assertEquals(0, fleet("check", configured(GUARDED)).exit());
    String out = fleet("availability", FLEET).out();
    assertTrue(out.contains("0  all up"), out);
  }

  @Test
  void aDisabledEncryptionCertificateReleasesNothing() throws IOException {
    disable("encryption");
    refused(FLEET, "service-keys-unusable", "branch has disabled the encryption certificate");
  }

  @Test
  void aDisabledSigningCertificateReleasesNothing() throws IOException {
    disable("signing");
    refused(FLEET, "service-keys-unusable", "branch has disabled the signing certificate");
  }

  @Test
  void aServiceWithoutAnAttestationCertificateIsAsGoodAsDown() throws IOException {
    disable("attestation");
    refused(FLEET, "service-cannot-attest", "the primary cannot be reached");
  }

  @Test
  void aFolderWithOtherKeysUnderTheSameNameReleasesNothing() throws IOException {
    String yaml = FLEET.replace("name: branch, site", "name: branch, guardian: branch-hgs, site");
    done("protector", "create", "--owner", "central-it", "--guardian", "branch-hgs", "-o", "o.kp");
    Files.delete(folder.resolve("vm.kp"));
    Files.move(folder.resolve("o.kp"), folder.resolve("vm.kp"));
    refused(
        yaml, "service-keys-unusable", "branch does not have the keys that the protector is for");
  }

  @Test
  void aHostBeforeVersion1809HasNoHostKey() throws IOException {
    refused(FLEET.replace("1809", "1803"), "host-too-old", "a host of this version");
  }

  @Test
  void windowsServer2016IsVersion1607() throws IOException {
    refused(FLEET.replace("1809", "2016"), "host-too-old", "a host of this version");
    assertEquals(0, fleet("check", FLEET.replace("1809", "2022")).exit());
  }

  @Test
  void aHostThatIsNotGuardedStartsNothing() throws IOException {
    String json = GUARDED.replace("d\": true", "d\": false").replace("100", "301");
    refused(configured(json), "host-not-guarded", "did not attest the host");
    String out = fleet("check", configured(json)).out();
    assertTrue(out.contains("AttestationStatus UnauthorizedHost"), out);
  }

  @Test
  void aHostThatAttestsInAnotherModeStartsNothing() throws IOException {
    String named = "{\"value\": 2, \"Value\": \"ActiveDirectory\"}";
    for (String mode : new String[] {"2", "\"Tpm\"", named}) {
      String json = GUARDED.replace("Mode\": 3", "Mode\": " + mode);
      refused(configured(json), "other-attestation-mode", "uses another attestation mode");
    }
  }

  @Test
  void aFleetWithoutAnyServiceIsAnError() throws IOException {
    String yaml =
        FLEET.replaceAll("hgs: .*\n", "").replace(", primary: branch", "").replace("1809", "1607");
    refused(yaml, "no-service", "it is not known which machine starts");
  }

  @Test
  void aHostInLocalModeAsksNoService() throws IOException {
    Run check = fleet("check", configured(GUARDED.replace("\"Mode\": 1", "\"Mode\": \"Local\"")));
    assertTrue(check.out().contains("warning  host-without-service"), check.out());
  }
}
