package dev.keyward.protector.known;

import dev.keyward.crypto.CertificateRole;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.text.ForeignText;
import java.util.List;
import java.util.Optional;

/**
 * A guardian with all its names.
 *
 * @param label what it is called here; no other guardian has this label
 * @param sources the sources that have it, the store first, then in the order of their paths
 * @param claiming services that claim one of its signing keys as a former key of theirs, without
 *     proof
 */
public record KnownGuardian(
    String label, List<NamedGuardian> sources, List<NamedGuardian> claiming) {

  private static final int MOST_SHOWN = 80;

  /** Copies the lists. */
  public KnownGuardian {
    sources = List.copyOf(sources);
    claiming = List.copyOf(claiming);
  }

  /** One whose signing keys no other service claims. */
  public KnownGuardian(String label, List<NamedGuardian> sources) {
    this(label, sources, List.of());
  }

  /**
   * Its other names, each once, in the order of its sources. A name with characters that no option
   * accepts is in the form in which it can be shown.
   */
  public List<String> aliases() {
    String own = sources.get(0).name();
    return sources.stream()
        .map(NamedGuardian::name)
        .filter(name -> !GuardianName.isOne(name) || !name.equalsIgnoreCase(own))
        .map(name -> ForeignText.listed(name, MOST_SHOWN))
        .distinct()
        .toList();
  }

  /** The label, and then the other names. */
  public String shown() {
    List<String> more = aliases();
    return more.isEmpty() ? label : label + " (also " + String.join(", ", more) + ")";
  }

  /** Whether the store has its private keys. */
  public boolean hasKeysHere() {
    return sources.stream().anyMatch(each -> each.origin() == NamedGuardian.Origin.STORE_WITH_KEYS);
  }

  /** The folders of services that are this guardian. */
  public List<NamedGuardian> services() {
    return sources.stream().filter(each -> each.origin() == NamedGuardian.Origin.SERVICE).toList();
  }

  /** Whether the folder of the service is known, which says what the service uses. */
  public boolean hasService() {
    return !services().isEmpty();
  }

  /** Whether all its keys are known, so that a key that is not among them is not its own. */
  boolean hasAllKeys() {
    return hasKeysHere() || hasService();
  }

  /** Whether a source has this key as its own, and does not only claim it. */
  public boolean proves(CertificateRole role, Thumbprint print) {
    return sources.stream()
        .flatMap(source -> source.history().keys(role).stream().filter(key -> !source.claims(key)))
        .anyMatch(key -> key.keyThumbprint().equals(print));
  }

  /**
   * Whether a service that claims one of its signing keys has disabled this key. Without a proof
   * that both are one guardian that is all that counts of what the service says.
   */
  boolean isDisabledByClaimant(CertificateRole role, Thumbprint print) {
    return claiming.stream()
        .flatMap(service -> service.history().keys(role).stream())
        .anyMatch(key -> key.state() == KeyState.RETIRED && key.keyThumbprint().equals(print));
  }

  /** How another source contradicts what is known about it; empty if none does. */
  public Optional<OutOfDate> outOfDate() {
    return OutOfDate.of(this);
  }

  /** The keys as its first source has them. */
  public GuardianHistory history() {
    return sources.get(0).history();
  }

  /** Written out: what Java makes up for a record takes a tenth of a short command's time. */
  @Override
  public boolean equals(Object other) {
    return other == this
        || other instanceof KnownGuardian known
            && known.label.equals(label)
            && known.sources.equals(sources)
            && known.claiming.equals(claiming);
  }

  @Override
  public int hashCode() {
    return label.hashCode();
  }
}
