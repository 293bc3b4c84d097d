package dev.keyward.protector.known;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianHistory;
import java.util.List;

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

  /** Whether another source has keys that are newer than what the store took last. */
  public boolean isOutOfDate() {
    return sources.get(0).isStored()
        && sources.stream().anyMatch(each -> !each.isStored() && isNewer(each.history()));
  }

  private boolean isNewer(GuardianHistory other) {
    GuardianCertificate fresh = other.current().encryption();
    return history().encryptionKey(fresh).isEmpty()
        && fresh.notBefore().isAfter(history().current().encryption().notBefore());
  }

  /** The keys as its first source has them. */
  public GuardianHistory history() {
    return sources.get(0).history();
  }
}
