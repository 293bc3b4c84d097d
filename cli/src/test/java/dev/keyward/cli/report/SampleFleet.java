package dev.keyward.cli.report;

import dev.keyward.cli.console.CommandLine;
import dev.keyward.cli.console.Shell;
import dev.keyward.cli.console.StoreGaps;
import dev.keyward.cli.report.fleet.FleetContent;
import dev.keyward.cli.report.fleet.FleetReport;
import dev.keyward.fleet.FleetRules;
import dev.keyward.fleet.availability.Availability;
import dev.keyward.fleet.availability.Fleet;
import dev.keyward.fleet.availability.MachinePlaces;
import dev.keyward.fleet.availability.VmAccess;
import dev.keyward.fleet.topology.FleetHost;
import dev.keyward.fleet.topology.FleetVm;
import dev.keyward.fleet.topology.HgsCluster;
import dev.keyward.fleet.topology.HgsNode;
import dev.keyward.fleet.topology.Topology;
import dev.keyward.fleet.topology.WanLink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The branch office with a second node, with names as strangers might choose them. */
final class SampleFleet {

  static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&";

  private SampleFleet() {}

  static FleetContent content(String vmName, int machines) {
    List<HgsNode> branch =
        List.of(
            new HgsNode("branch-a", Optional.of("hgs-vm")),
            new HgsNode("branch-b", Optional.empty()));
    List<FleetVm> vms = new ArrayList<>();
    Map<String, VmAccess> access = new HashMap<>();
    vms.add(new FleetVm("hgs-vm", "host", Optional.empty()));
    access.put("hgs-vm", granted("datacenter-hgs"));
    for (int i = 0; i < machines; i++) {
      String name = vmName + " " + i;
      vms.add(new FleetVm(name, "host", Optional.empty()));
      access.put(name, granted("datacenter-hgs", "branch-hgs"));
    }
    Topology topology =
        new Topology(
            List.of("datacenter", "branch " + vmName),
            List.of(new WanLink("wan", "datacenter", "branch " + vmName)),
            List.of(
                new HgsCluster(
                    "datacenter-hgs",
                    "datacenter-hgs",
                    "datacenter",
                    List.of(new HgsNode("dc-a", Optional.empty())),
                    Set.of("host"),
                    Set.of(),
                    Optional.empty()),
                new HgsCluster(
                    "branch-hgs",
                    "branch-hgs",
                    "branch " + vmName,
                    branch,
                    Set.of("host"),
                    Set.of(),
                    Optional.empty())),
            List.of(
                new FleetHost(
                    "host",
                    "branch " + vmName,
                    1709,
                    Optional.of("branch-hgs"),
                    Optional.of("datacenter-hgs"),
                    120,
                    Set.of())),
            vms);
    Fleet fleet = Fleet.of(topology, access);
    Availability availability = Availability.of(fleet);
    return new FleetContent(
        "1.2.3",
        "fleet.yaml",
        Instant.parse("2026-11-23T12:00:00Z"),
        fleet,
        availability,
        FleetRules.findings(fleet, availability, text -> text),
        new MachinePlaces(fleet),
        CommandLine.of(Shell.POSIX),
        StoreGaps.none());
  }

  private static VmAccess granted(String... guardians) {
    return new VmAccess(Optional.of("a b.kp"), Set.of(guardians), Optional.empty());
  }

  static byte[] write(ReportFormat format, FleetContent content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FleetReport.write(format, out, content);
    return out.toByteArray();
  }

  static String text(ReportFormat format, FleetContent content) throws IOException {
    return new String(write(format, content), StandardCharsets.UTF_8);
  }
}
