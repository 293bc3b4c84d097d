package dev.keyward.finding;

import java.util.List;
import java.util.Objects;

/**
 * One finding with all that have it.
 *
 * @param finding the finding
 * @param count how many have it
 * @param places the first of them in the order of the input; a finding about no machine in
 *     particular has none
 */
public record LocatedFinding(Finding finding, long count, List<Place> places) {

  /** Copies the list. */
  public LocatedFinding {
    Objects.requireNonNull(finding, "finding");
    places = List.copyOf(places);
  }

  /** What the places are called: the virtual machines. */
  public List<String> vms() {
    return places.stream().map(Place::vm).toList();
  }
}
