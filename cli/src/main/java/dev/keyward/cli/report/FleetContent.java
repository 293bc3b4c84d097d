package dev.keyward.cli.report;

import dev.keyward.finding.Finding;
import dev.keyward.fleet.FleetFinding;
import dev.keyward.fleet.availability.Availability;
import dev.keyward.fleet.availability.Fleet;
import dev.keyward.fleet.availability.Gap;
import dev.keyward.fleet.topology.FleetVm;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What reports of a fleet are made of.
 *
 * @param version of Keyward
 * @param file the topology's, as the user named it
 * @param clock when it was computed
 * @param fleet what there is
 * @param availability what starts in each outage
 * @param findings in the order of their codes
 */
public record FleetContent(
    String version,
    String file,
    Instant clock,
    Fleet fleet,
    Availability availability,
    List<FleetFinding> findings) {

  private static final int MOST_FILES = 8;

  /** Copies the list and refuses missing parts. */
  public FleetContent {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(fleet, "fleet");
    Objects.requireNonNull(availability, "availability");
    findings = List.copyOf(findings);
  }

  /** The command line that mends a finding, to be pasted into a POSIX shell. */
  public Optional<String> command(FleetFinding finding) {
    return command(finding.mend(), finding.vms());
  }

  /** The command line that closes a gap. */
  public Optional<String> command(Gap gap) {
    return command(gap.mend(), gap.vms());
  }

  private Optional<String> command(Finding.Mend mend, List<String> vms) {
    return mend.command().map(line -> "keyward " + line.replace("FILE", files(vms)));
  }

  private String files(List<String> vms) {
    if (vms.isEmpty() || vms.size() > MOST_FILES) {
      return "FILE...";
    }
    Map<String, Optional<String>> files = new HashMap<>();
    for (int i = 0; i < fleet.access().size(); i++) {
      FleetVm vm = fleet.topology().vms().get(i);
      files.put(vm.name(), fleet.access().get(i).file());
    }
    return vms.stream()
        .flatMap(vm -> files.get(vm).stream())
        .map(MendCommand::quoted)
        .distinct()
        .collect(Collectors.joining(" "));
  }
}
