package dev.keyward.guardian.trust;

import dev.keyward.KeywardException;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.keyfile.LockedKeys;
import dev.keyward.guardian.metadata.GuardianMetadata;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that the store holds about one guardian, with the bytes: what a writer changes. */
record GuardianRecord(GuardianHistory history, Map<Guardian, Kept> kept) {

  /**
   * What the store holds of one generation.
   *
   * @param trust why it was taken
   * @param metadata the signed document
   * @param keys both private keys, where they are here
   */
  record Kept(TrustDecision trust, byte[] metadata, Optional<LockedKeys> keys) {}

  GuardianRecord {
    kept = Map.copyOf(kept);
  }

  /** A guardian that is new. */
  static GuardianRecord of(GuardianEntry entry, Optional<LockedKeys> keys) {
    return new GuardianRecord(
        GuardianHistory.of(entry.guardian()), Map.of(entry.guardian(), kept(entry, keys)));
  }

  private static Kept kept(GuardianEntry entry, Optional<LockedKeys> keys) {
    return new Kept(entry.trust(), entry.metadata().bytes(), keys);
  }

  /** What is held of a generation. */
  Kept of(Guardian generation) {
    return Optional.ofNullable(kept.get(generation)).orElseThrow();
  }

  /** With another current generation; what it replaces is kept as former, keys included. */
  GuardianRecord replacedBy(GuardianEntry entry, Optional<LockedKeys> keys, Instant at)
      throws KeywardException {
    return with(history.replacedBy(entry.guardian(), at), entry.guardian(), kept(entry, keys));
  }

  /** With a former generation; one that is known already stays as it is. */
  GuardianRecord withFormer(Guardian former, GuardianMetadata metadata, TrustDecision trust)
      throws KeywardException {
    if (kept.containsKey(former)) {
      return this;
    }
    Kept document = new Kept(trust, metadata.bytes(), Optional.empty());
    return with(history.withFormer(former, Optional.empty()), former, document);
  }

  /** With other states of the keys, or another generation of the same as the current one. */
  GuardianRecord with(GuardianHistory changed) {
    return new GuardianRecord(changed, kept);
  }

  private GuardianRecord with(GuardianHistory changed, Guardian generation, Kept document) {
    Map<Guardian, Kept> all = new HashMap<>(kept);
    all.put(generation, document);
    all.keySet().retainAll(changed.generations());
    return new GuardianRecord(changed, all);
  }

  /** With the private keys under another passphrase. */
  GuardianRecord locked(Map<Guardian, LockedKeys> keys) {
    Map<Guardian, Kept> all = new HashMap<>(kept);
    keys.forEach(
        (generation, locked) -> {
          Kept before = of(generation);
          all.put(generation, new Kept(before.trust(), before.metadata(), Optional.of(locked)));
        });
    return new GuardianRecord(history, all);
  }

  /** The generations whose private keys are here under a passphrase, not outside. */
  List<Guardian> underPassphrase() {
    return history.generations().stream()
        .filter(
            each -> of(each).keys().filter(key -> key.form() == LockedKeys.Form.PKCS12).isPresent())
        .toList();
  }

  /** Whether the store has private keys of any generation. */
  boolean hasKeys() {
    return kept.values().stream().anyMatch(each -> each.keys().isPresent());
  }

  /** The same without the bytes. */
  StoredGuardian stored() {
    List<StoredGuardian.Generation> generations =
        history.generations().stream()
            .map(
                each ->
                    new StoredGuardian.Generation(
                        new TrustedGuardian(each, of(each).trust()), of(each).keys().isPresent()))
            .toList();
    return new StoredGuardian(history, generations);
  }

  /** The names of the folders of the former generations, in their order, each once. */
  static List<String> folders(List<Guardian> past) {
    Map<Thumbprint, Integer> seen = new HashMap<>();
    return past.stream()
        .map(
            each -> {
              Thumbprint print = each.encryption().keyThumbprint();
              int number = seen.merge(print, 1, Integer::sum);
              return print + (number == 1 ? "" : "-" + number);
            })
        .toList();
  }
}
