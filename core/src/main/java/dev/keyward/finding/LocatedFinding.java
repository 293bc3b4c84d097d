package dev.keyward.finding;

import java.util.List;
import java.util.Objects;

/**
 * One finding with all places that have it.
 *
 * @param finding the finding
 * @param count how many have it
 * @param places the first of them in the order of the input; a finding about no machine in
 *     particular has none
 * @param vms what reports call the machines at these places
 */
public record LocatedFinding(Finding finding, long count, List<Place> places, List<String> vms) {

  /** Copies the lists. */
  public LocatedFinding {
    Objects.requireNonNull(finding, "finding");
    places = List.copyOf(places);
    vms = List.copyOf(vms);
  }

  /** The same of another finding. */
  public LocatedFinding of(Finding other) {
    return new LocatedFinding(other, count, places, vms);
  }

  /** Of machines that are called as their places say. */
  public LocatedFinding(Finding finding, long count, List<Place> places) {
    this(finding, count, places, places.stream().map(Place::vm).toList());
  }
}
