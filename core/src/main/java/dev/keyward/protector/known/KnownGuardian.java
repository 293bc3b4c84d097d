package dev.keyward.protector.known;

import dev.keyward.guardian.GuardianHistory;
import java.util.List;
import java.util.Optional;

/**
 * A guardian with all its names.
 *
 * @param label what it is called here; no other guardian has this label
 * @param sources those that have it, the store first, then in the order of their paths
 */
public record KnownGuardian(String label, List<NamedGuardian> sources) {

  /** Copies the list. */
  public KnownGuardian {
    sources = List.copyOf(sources);
  }

  /** Its further names, each once, in the order of its sources. */
  public List<String> aliases() {
    String own = sources.get(0).name();
    return sources.stream()
        .map(NamedGuardian::name)
        .filter(name -> !name.equalsIgnoreCase(own))
        .distinct()
        .toList();
  }

  /** The label, and the further names behind it. */
  public String shown() {
    List<String> more = aliases();
    return more.isEmpty() ? label : label + " (also " + String.join(", ", more) + ")";
  }

  /** Whether the store has its private keys. */
  public boolean hasKeysHere() {
    return sources.stream().anyMatch(each -> each.origin() == NamedGuardian.Origin.STORE_WITH_KEYS);
  }

  /** The folders of services that are this guardian. */
  List<NamedGuardian> services() {
    return sources.stream().filter(each -> each.origin() == NamedGuardian.Origin.SERVICE).toList();
  }

  /** Whether the folder of the service is known, which says what the service uses. */
  boolean hasService() {
    return !services().isEmpty();
  }

  /** Whether all its keys are known, so that a key that is not among them is not its own. */
  boolean hasAllKeys() {
    return hasKeysHere() || hasService();
  }

  /** How another source contradicts what the store took last, where one does. */
  public Optional<OutOfDate> outOfDate() {
    return sources.get(0).isStored() ? OutOfDate.of(this) : Optional.empty();
  }

  /** The keys as its first source has them. */
  public GuardianHistory history() {
    return sources.get(0).history();
  }
}
