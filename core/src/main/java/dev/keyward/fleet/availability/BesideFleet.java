package dev.keyward.fleet.availability;

import dev.keyward.finding.Place;
import java.util.List;

/**
 * What lies among the protectors of a fleet beside those that its machines start with.
 *
 * @param strays protectors of no machine of the topology
 * @param damaged files that are no protector, where another file speaks for the same machine
 */
public record BesideFleet(List<Place> strays, List<Damaged> damaged) {

  /** Nothing else was found. */
  public static final BesideFleet NOTHING = new BesideFleet(List.of(), List.of());

  /**
   * A damaged file.
   *
   * @param vm the machine's name in the topology
   * @param file as the user named it, or as reached from there
   * @param speaks the file that counts in its place
   */
  public record Damaged(String vm, String file, String speaks) {}

  /** Copies the lists. */
  public BesideFleet {
    strays = List.copyOf(strays);
    damaged = List.copyOf(damaged);
  }
}
