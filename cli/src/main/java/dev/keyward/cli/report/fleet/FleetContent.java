package dev.keyward.cli.report.fleet;

import dev.keyward.cli.console.CommandLine;
import dev.keyward.cli.console.StoreGaps;
import dev.keyward.cli.report.PrintedRemedy;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.fleet.availability.Availability;
import dev.keyward.fleet.availability.Fleet;
import dev.keyward.fleet.availability.Gap;
import dev.keyward.fleet.availability.MachinePlaces;
import java.time.Instant;
import java.util.List;

/**
 * What reports of a fleet are made of.
 *
 * @param version of Keyward
 * @param file the topology's, as the user named it
 * @param clock when it was computed
 * @param fleet what there is
 * @param availability what starts in each outage
 * @param findings in the order of their codes
 * @param places where the machines' protectors are
 * @param commands what commands are for
 * @param store what is wrong with the guardian store
 */
public record FleetContent(
    String version,
    String file,
    Instant clock,
    Fleet fleet,
    Availability availability,
    List<LocatedFinding> findings,
    MachinePlaces places,
    CommandLine commands,
    StoreGaps store) {

  /** Copies the list. */
  public FleetContent {
    findings = List.copyOf(findings);
  }

  /** What closes a gap. */
  public PrintedRemedy advice(Gap gap) {
    return PrintedRemedy.of(commands, gap.remedy(), places.of(gap.vms()), gap.vms().size());
  }

  /** What ends a finding. */
  public PrintedRemedy advice(LocatedFinding finding) {
    return PrintedRemedy.of(commands, finding);
  }
}
