package dev.keyward.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.fleet.availability.Availability;
import dev.keyward.fleet.availability.Fleet;
import dev.keyward.fleet.matrix.MatrixDraft;
import dev.keyward.fleet.topology.Topology;
import dev.keyward.fleet.topology.TopologyFiles;
import dev.keyward.fleet.topology.fact.MeasuredService;
import dev.keyward.guardian.GuardianName;
import dev.keyward.hgs.description.AttestationKind;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HgsPolicy;
import dev.keyward.tpm.log.MeasuredBoot;
import dev.keyward.tpm.log.RecordedBoot;
import dev.keyward.tpm.policy.MeasuredDraft;
import dev.keyward.tpm.policy.PolicyMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Services that judge the last boot of a host alike, and differently. */
class MeasuredFleetTest {

  /** A folder of these tests is the name of the boot that its policy was drafted from. */
  private static final class Folders implements TopologyFiles {

    private final Optional<RecordedBoot> recorded;

    Folders(Optional<RecordedBoot> recorded) {
      this.recorded = recorded;
    }

    @Override
    public HgsDescription service(String folder) throws KeywardException {
      return new HgsDescription(
          GuardianName.parse("hgs"),
          List.of(),
          List.of(),
          new HgsDescription.Measuring(AttestationKind.BOTH, List.of()));
    }

    @Override
    public Optional<MeasuredService> measured(String folder) throws KeywardException {
      RecordedBoot boot = new RecordedBoot(folder);
      byte[] yaml =
          new MeasuredDraft(
                  MeasuredBoot.recorded(boot.log(), boot.commandLine()),
                  PolicyMode.ENFORCE,
                  Set.of())
              .encode();
      return Optional.of(
          MeasuredService.of(List.of(new HgsPolicy(GuardianName.parse("debian"), yaml))));
    }

    @Override
    public Optional<MeasuredBoot> boot(String folder, String host) throws KeywardException {
      return recorded.isPresent() ? Optional.of(recorded.get().boot()) : Optional.empty();
    }

    @Override
    public byte[] file(String path) {
      return new RecordedBoot(path).file("log");
    }

    @Override
    public void certificates(String path, String host, MatrixDraft draft) {
      throw new IllegalStateException("no host is in local mode");
    }
  }

  private static List<String> found(
      String fallbackPolicy, String hostLine, Optional<RecordedBoot> recorded)
      throws KeywardException, IOException {
    String yaml =
        String.format(
            Locale.ROOT,
            """
        schema: keyward.fleet/1
        sites: [main, branch]
        links:
          - name: wan
            between: [main, branch]
        hgs:
          - name: datacenter
            site: main
            folder: %s
          - name: branch-hgs
            site: branch
            folder: shim
        hosts:
          - name: host-1
            site: branch
            primary: branch-hgs
            fallback: datacenter
        %s""",
            fallbackPolicy,
            hostLine);
    Topology topology =
        Topology.parse(yaml.getBytes(StandardCharsets.UTF_8), "fleet.yaml", new Folders(recorded));
    Fleet fleet = Fleet.of(topology, Map.of());
    return FleetRules.findings(fleet, Availability.of(fleet), text -> text).stream()
        .map(LocatedFinding::finding)
        .filter(
            each ->
                each.code() == FleetFindingCode.JUDGED_DIFFERENTLY
                    || each.code() == FleetFindingCode.NOT_COMPARED)
        .map(each -> each.found())
        .toList();
  }

  @Test
  void servicesOfTheSamePolicyAgree() throws Exception {
    assertEquals(List.of(), found("shim", "", Optional.of(new RecordedBoot("shim-again"))));
  }

  @Test
  void aServiceThatRefusesTheLastBootIsNamedWithTheRule() throws Exception {
    List<String> found = found("shim-kernel", "", Optional.of(new RecordedBoot("shim")));
    assertEquals(1, found.size());
    assertTrue(
        found.get(0).contains("branch-hgs accepts the last boot of host host-1, and datacenter"),
        found.get(0));
    assertTrue(found.get(0).contains("boot-loaders"), found.get(0));
  }

  @Test
  void aHostWithoutARecordedBootIsNotCompared() throws Exception {
    List<String> found = found("shim-kernel", "", Optional.empty());
    assertEquals(1, found.size());
    assertTrue(found.get(0).contains("not compared"), found.get(0));
  }

  @Test
  void theLogThatTheTopologyNamesComesBeforeTheRecordedOne() throws Exception {
    Optional<RecordedBoot> recorded = Optional.of(new RecordedBoot("shim-off"));
    List<String> found = found("shim-kernel", "    measuredLog: shim-kernel\n", recorded);
    assertEquals(1, found.size());
    assertTrue(
        found.get(0).contains("datacenter accepts the last boot of host host-1, and branch-hgs"),
        found.get(0));
  }
}
