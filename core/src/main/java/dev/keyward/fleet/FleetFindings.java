package dev.keyward.fleet;

import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import dev.keyward.fleet.availability.MachinePlaces;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what the rules find, with the places of the machines that it is about. */
final class FleetFindings {

  private final MachinePlaces places;
  private final List<LocatedFinding> findings = new ArrayList<>();

  FleetFindings(MachinePlaces places) {
    this.places = places;
  }

  /**
   * Adds one.
   *
   * @param vms the machines that it is about; empty where it is about none in particular
   */
  void add(FleetFindingCode code, String found, Remedy remedy, List<String> vms) {
    add(Finding.of(code, found, remedy), vms);
  }

  /** The same where the severity is not that of the code. */
  void add(Finding finding, List<String> vms) {
    findings.add(new LocatedFinding(finding, vms.size(), places.of(vms), vms));
  }

  /** Adds one about protectors of no machine of the topology; none where there are none. */
  void addAt(FleetFindingCode code, String found, Remedy remedy, List<Place> strays) {
    addAt(Finding.of(code, found, remedy), strays);
  }

  /** The same where the severity is not that of the code. */
  void addAt(Finding finding, List<Place> strays) {
    if (!strays.isEmpty()) {
      findings.add(new LocatedFinding(finding, strays.size(), strays));
    }
  }

  /** The machines that a finding of these codes is about. */
  Set<String> vmsWith(Set<FleetFindingCode> codes) {
    Set<String> vms = new HashSet<>();
    findings.stream()
        .filter(each -> codes.contains(each.finding().code()))
        .forEach(each -> vms.addAll(each.vms()));
    return vms;
  }

  /** All of them in the order of the codes. */
  List<LocatedFinding> sorted() {
    return findings.stream()
        .sorted(Comparator.comparing(each -> each.finding().code().ordinal()))
        .toList();
  }
}
