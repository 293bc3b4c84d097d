package dev.keyward.guardian;

import dev.keyward.Fault;
import dev.keyward.NotTrustedException;
import java.util.List;
import java.util.Optional;

/**
 * Finds keys of a guardian by a fingerprint that the user gave, and says why one is refused.
 *
 * @param history the keys that it has and had
 */
record KeyChoice(GuardianHistory history) {

  /**
   * The former generation that has that key or certificate.
   *
   * @throws NotTrustedException code {@code unknown-key}, {@code ambiguous-key} or {@code
   *     current-key}
   */
  Guardian former(Thumbprint fingerprint) throws NotTrustedException {
    required(fingerprint);
    List<Guardian> fitting =
        history.past().stream().filter(each -> has(each, fingerprint)).toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    if (!fitting.isEmpty()) {
      throw refused(
          "ambiguous-key",
          "a key of " + fitting.size() + " generations",
          "give the fingerprint of the encryption key");
    }
    throw has(history.current(), fingerprint)
        ? refused("current-key", "the key that it uses already", "")
        : refused("unknown-key", "a key without its partner", "");
  }

  private boolean has(Guardian generation, Thumbprint fingerprint) {
    return history.named(fingerprint).stream()
        .anyMatch(key -> key.isOf(generation.signing()) || key.isOf(generation.encryption()));
  }

  /** The keys of that fingerprint, at least one. */
  List<KnownKey> required(Thumbprint fingerprint) throws NotTrustedException {
    List<KnownKey> keys = history.named(fingerprint);
    if (keys.isEmpty()) {
      throw refused(
          "unknown-key",
          "no key or certificate with the SHA-256 " + fingerprint,
          "list them with: keyward guardian show " + history.name());
    }
    return keys;
  }

  /**
   * Refuses a key that nobody retired.
   *
   * @throws NotTrustedException code {@code unknown-key} or {@code not-retired}
   */
  void requireRetired(Thumbprint fingerprint) throws NotTrustedException {
    boolean inherited = history.inherited().stream().anyMatch(key -> key.isNamed(fingerprint));
    if (!inherited
        && required(fingerprint).stream().anyMatch(key -> key.state() != KeyState.RETIRED)) {
      throw refused("not-retired", "a key that nobody retired", "");
    }
  }

  void requireNotRetired(Optional<KnownKey> key) throws NotTrustedException {
    if (key.isPresent() && key.get().state() == KeyState.RETIRED) {
      throw refused(
          "retired-key",
          "a key that was retired",
          "keyward guardian retire " + history.name() + " FINGERPRINT --undo");
    }
  }

  NotTrustedException refused(String code, String found, String hint) {
    Fault fault = Fault.of(code, "guardian " + history.name(), found, "");
    return new NotTrustedException(hint.isEmpty() ? fault : fault.withHint(hint));
  }
}
