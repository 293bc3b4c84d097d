package dev.keyward.fleet.matrix;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which hosts the inputs named, each as it is spelled in every list.
 *
 * @param ofMachines that list machines
 * @param ofCertificates whose certificates were given
 * @param ofModes whose mode was given
 * @param wanted that the user named
 * @param ambiguous short names that fit several hosts, with these
 * @param mixed hosts for which several inputs give different certificates
 */
public record MatrixInputs(
    Set<String> ofMachines,
    Set<String> ofCertificates,
    Set<String> ofModes,
    List<String> wanted,
    Map<String, List<String>> ambiguous,
    Set<String> mixed) {

  /** Copies all, in their order. */
  public MatrixInputs {
    ofMachines = Collections.unmodifiableSet(new LinkedHashSet<>(ofMachines));
    ofCertificates = Collections.unmodifiableSet(new LinkedHashSet<>(ofCertificates));
    ofModes = Collections.unmodifiableSet(new LinkedHashSet<>(ofModes));
    wanted = List.copyOf(wanted);
    mixed = Collections.unmodifiableSet(new LinkedHashSet<>(mixed));
    ambiguous = Collections.unmodifiableMap(new LinkedHashMap<>(ambiguous));
  }

  /** Whether any input is about that host. */
  public boolean hold(String host) {
    return ofMachines.contains(host) || ofCertificates.contains(host) || ofModes.contains(host);
  }
}
