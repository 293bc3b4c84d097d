package dev.keyward.fleet.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Severity;
import dev.keyward.fleet.FleetFindingCode;
import dev.keyward.fleet.FleetRules;
import dev.keyward.fleet.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each rule by itself: the article's branch office with one fault, and what mends it. */
class FleetRulesTest {

  private static final String ARTICLE =
      """
      schema: keyward.fleet/1
      sites: [dc, branch]
      links: [{name: wan, between: [dc, branch]}]
      hgs:
        - {name: dc-hgs, site: dc, registered: [host]}
        - {name: br-hgs, site: branch, nodes: [{name: br-a, vm: br-vm}], registered: [host]}
      hosts:
        - {name: host, site: branch, version: 1709, primary: br-hgs, fallback: dc-hgs}
      vms: [{name: br-vm, host: host}, {name: app, host: host}]
      """;

  private final Map<String, VmAccess> access = new HashMap<>();

  FleetRulesTest() {
    grant("br-vm", "dc-hgs");
    grant("app", "br-hgs", "dc-hgs");
  }

  private void grant(String vm, String... guardians) {
    access.put(
        vm,
        new VmAccess(
            Optional.of(vm + ".kp"), new HashSet<>(Arrays.asList(guardians)), Optional.empty()));
  }

  private List<LocatedFinding> findings(String yaml) throws Exception {
    Topology topology = Topology.parse(yaml.getBytes(StandardCharsets.UTF_8), "fleet.yaml", null);
    Fleet fleet = Fleet.of(topology, access);
    return FleetRules.findings(fleet, Availability.of(fleet), text -> text);
  }

  private LocatedFinding only(FleetFindingCode code, String yaml) throws Exception {
    List<LocatedFinding> all =
        findings(yaml).stream().filter(finding -> finding.finding().code() == code).toList();
    assertEquals(1, all.size(), all.toString());
    return all.get(0);
  }

  @Test
  void theArticlesLayoutHasNoErrors() throws Exception {
    for (LocatedFinding finding : findings(ARTICLE)) {
      assertEquals(FleetFindingCode.SINGLE_POINT_OF_FAILURE, finding.finding().code());
      assertEquals(List.of("br-vm"), finding.vms());
    }
  }

  @Test
  void tellsServicesThatShareCertificates() throws Exception {
    String yaml = ARTICLE.replace("name: br-hgs, site", "name: br-hgs, guardian: dc-hgs, site");
    assertEquals(
        "dc-hgs, br-hgs are all dc-hgs",
        only(FleetFindingCode.SHARED_CERTIFICATES, yaml).finding().found());
  }

  @Test
  void tellsANodeThatOnlyItselfCouldStart() throws Exception {
    grant("br-vm", "br-hgs");
    LocatedFinding found = only(FleetFindingCode.HGS_ONLY_ITSELF, ARTICLE);
    assertEquals(List.of("br-vm"), found.vms());
    assertEquals(
        Optional.of("protector grant FILE --guardian dc-hgs --in-place"),
        found.finding().remedy().command());
  }

  @Test
  void tellsANodeThatTheDatacenterCannotStart() throws Exception {
    grant("br-vm", "third-hgs");
    String yaml = ARTICLE.replace("hgs:\n", "hgs:\n  - {name: third-hgs, site: dc}\n");
    LocatedFinding found = only(FleetFindingCode.HGS_WITHOUT_OTHER, yaml);
    assertEquals("dc-hgs cannot open the node br-vm of br-hgs", found.finding().found());
    assertEquals("grant dc-hgs", found.finding().remedy().text());
  }

  @Test
  void tellsAMachineWithoutAProtector() throws Exception {
    access.remove("app");
    assertEquals(List.of("app"), only(FleetFindingCode.PROTECTOR_UNUSABLE, ARTICLE).vms());
  }

  @Test
  void tellsAMachineThatItsPrimaryCannotOpen() throws Exception {
    grant("app", "dc-hgs");
    LocatedFinding trap = only(FleetFindingCode.TRAP, ARTICLE);
    assertEquals("br-hgs cannot open the protector, for instance all up", trap.finding().found());
    assertEquals(List.of("app"), trap.vms());
    assertEquals(
        Optional.of("protector grant FILE --guardian br-hgs --in-place"),
        trap.finding().remedy().command());
    assertEquals(
        "without br-hgs", only(FleetFindingCode.WITHOUT_BOTH_GUARDIANS, ARTICLE).finding().found());
  }

  @Test
  void tellsTheTrapOfASecondNode() throws Exception {
    String yaml = ARTICLE.replace("vm: br-vm}]", "vm: br-vm}, {name: br-b}]");
    assertEquals(List.of("br-vm"), only(FleetFindingCode.TRAP, yaml).vms());
  }

  @Test
  void tellsAHostThatItsPrimaryDoesNotKnow() throws Exception {
    String yaml = ARTICLE.replace("vm: br-vm}], registered: [host]", "vm: br-vm}]");
    LocatedFinding found = only(FleetFindingCode.NOT_REGISTERED, yaml);
    assertEquals("host host is not registered with br-hgs", found.finding().found());
    assertEquals(
        Optional.of("hgs host add DIR host --key host-key.pem"),
        found.finding().remedy().command());
    assertEquals(
        "br-hgs does not know the host, for instance all up",
        only(FleetFindingCode.TRAP, yaml).finding().found());
  }

  @Test
  void tellsAHostThatItsFallbackDoesNotKnow() throws Exception {
    String yaml = ARTICLE.replace("site: dc, registered: [host]", "site: dc");
    assertEquals(
        "register host with dc-hgs",
        only(FleetFindingCode.NOT_REGISTERED, yaml).finding().remedy().text());
  }

  @Test
  void tellsAHostThatIsTooOldForVersion2() throws Exception {
    String yaml = ARTICLE.replace("site: dc, ", "site: dc, protocol: v2.0, ");
    LocatedFinding found = only(FleetFindingCode.HOST_TOO_OLD, yaml);
    assertEquals(
        "host host has Windows Server 1709, and dc-hgs needs 1803", found.finding().found());
    assertEquals(
        "no command fixes this: bring host to Windows Server 1803 or later",
        found.finding().remedy().text());
  }

  @Test
  void tellsAHostThatAttestsInAnotherModeThanItsService() throws Exception {
    String yaml =
        ARTICLE
            .replace("site: dc, ", "site: dc, attestation: tpm, ")
            .replace("version: 1709", "attestation: active-directory");
    assertEquals(
        "host host attests by active-directory, and dc-hgs by tpm",
        only(FleetFindingCode.OTHER_ATTESTATION_MODE, yaml).finding().found());
  }

  @Test
  void tellsHostsThatOnlyThePrimaryKnows() throws Exception {
    String yaml =
        ARTICLE
            .replace("vm: br-vm}], registered: [host]", "vm: br-vm}], registered: [host, spare]")
            .replace("hosts:\n", "hosts:\n  - {name: spare, site: branch}\n");
    assertEquals(
        "dc-hgs lacks hosts of br-hgs: spare",
        only(FleetFindingCode.OUT_OF_SYNC, yaml).finding().found());
  }

  @Test
  void tellsPoliciesThatDiffer() throws Exception {
    String yaml =
        ARTICLE
            .replace("site: dc, ", "site: dc, policies: [" + "a".repeat(64) + "], ")
            .replace(
                "site: branch, nodes", "site: branch, policies: [" + "b".repeat(64) + "], nodes")
            .replace("version: 1709", "version: 1709, policies: [" + "a".repeat(64) + "]");
    assertEquals(
        "br-hgs and dc-hgs have other attestation policies",
        only(FleetFindingCode.OUT_OF_SYNC, yaml).finding().found());
    assertEquals(
        "no command fixes this: the operator adds the attestation policies of host to br-hgs",
        only(FleetFindingCode.TRAP, yaml).finding().remedy().text());
  }

  @Test
  void tellsAFallbackThatIsThePrimaryWithTheLineForTheHost() throws Exception {
    String yaml =
        ARTICLE
            .replace("fallback: dc-hgs", "fallback: br-hgs")
            .replace("name: dc-hgs,", "name: dc-hgs, address: hgs.dc.example,");
    LocatedFinding found = only(FleetFindingCode.FALLBACK_IS_PRIMARY, yaml);
    assertEquals(
        "on host: Set-HgsClientConfiguration"
            + " -KeyProtectionServerUrl https://br-hgs/KeyProtection"
            + " -AttestationServerUrl https://br-hgs/Attestation"
            + " -FallbackKeyProtectionServerUrl https://hgs.dc.example/KeyProtection"
            + " -FallbackAttestationServerUrl https://hgs.dc.example/Attestation",
        found.finding().remedy().text());
    assertEquals(
        Optional.of(
            "host configure DIR --primary https://br-hgs --fallback https://hgs.dc.example"),
        found.finding().remedy().command());
  }

  @Test
  void tellsAFallbackOfAHostBeforeVersion1709() throws Exception {
    LocatedFinding found =
        only(FleetFindingCode.FALLBACK_ON_OLD_HOST, ARTICLE.replace("1709", "1607"));
    assertTrue(
        found.finding().remedy().text().contains("Set-HgsClientConfiguration"),
        found.finding().remedy().text());
    assertEquals(
        Optional.of("host configure DIR --primary https://br-hgs"),
        found.finding().remedy().command());
  }

  @Test
  void tellsServicesThatWaitForEachOther() throws Exception {
    String yaml =
        """
        schema: keyward.fleet/1
        sites: [a, b]
        links: [{name: wan, between: [a, b]}]
        hgs:
          - {name: a-hgs, site: a, nodes: [{name: a-1, vm: a-vm}], registered: [a-host, b-host]}
          - {name: b-hgs, site: b, nodes: [{name: b-1, vm: b-vm}], registered: [a-host, b-host]}
        hosts:
          - {name: a-host, site: a, primary: a-hgs, fallback: b-hgs}
          - {name: b-host, site: b, primary: b-hgs, fallback: a-hgs}
        vms: [{name: a-vm, host: a-host}, {name: b-vm, host: b-host}]
        """;
    grant("a-vm", "b-hgs");
    grant("b-vm", "a-hgs");
    LocatedFinding circle = only(FleetFindingCode.CIRCULAR_START, yaml);
    assertEquals("a-vm needs b-vm needs a-vm", circle.finding().found());
    assertEquals(List.of("a-vm", "b-vm"), circle.vms());
  }

  @Test
  void aMachineOfOneServiceHasASinglePointOfFailure() throws Exception {
    String yaml = ARTICLE.replace(", fallback: dc-hgs", "");
    List<String> points =
        findings(yaml).stream()
            .filter(finding -> finding.vms().contains("app"))
            .peek(found -> assertEquals(Severity.WARNING, found.finding().severity()))
            .map(found -> found.finding().found())
            .toList();
    assertEquals(List.of("node br-a down"), points);
  }
}
