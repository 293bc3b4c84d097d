package dev.keyward.guardian.trust;

import dev.keyward.Fault;
import dev.keyward.NotTrustedException;
import dev.keyward.guardian.DamagedGuardian;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.KnownKey;
import dev.keyward.guardian.metadata.GuardianMetadata;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the other guardians of a store have. A key that two claim says nothing about who holds it,
 * so the second claim is refused; a signing key under a second name is the same guardian.
 *
 * @param damaged other entries, which can say no more than which keys they had
 */
record KeyClaims(List<GuardianHistory> others, List<DamagedGuardian> damaged) {

  /**
   * Refuses keys that another guardian of the store has.
   *
   * @param alias whether a second name for a known signing key is wanted
   * @throws NotTrustedException code {@code known-under-another-name} or {@code
   *     encryption-key-claimed-twice}
   */
  void requireFree(Guardian fresh, boolean alias) throws NotTrustedException {
    for (GuardianHistory other : others) {
      requireNotInherited(other, fresh);
      if (other.signingKey(fresh.signing()).isEmpty()) {
        requireOwn(fresh, other);
      } else if (!alias) {
        throw new NotTrustedException(
            Fault.of(
                    "known-under-another-name",
                    "guardian " + fresh.name(),
                    "its signing key is here as " + other.name(),
                    "a guardian that is new")
                .withHint("use that name, or give it a second one with --alias"));
      } else {
        requireCurrent(fresh, other);
      }
    }
  }

  /** A second name is no way around an update: a replaced or retired key adds nothing. */
  private static void requireCurrent(Guardian fresh, GuardianHistory other)
      throws NotTrustedException {
    if (isReplaced(other.signingKey(fresh.signing()))
        || isReplaced(other.encryptionKey(fresh.encryption()))) {
      throw replaced("guardian " + fresh.name(), other);
    }
  }

  /**
   * Refuses what another name of the same guardian knows to be replaced or retired, unless its keys
   * are the current ones there.
   *
   * @throws NotTrustedException code {@code older-metadata} or {@code retired-key}
   */
  void requireCurrent(GuardianHistory known, GuardianMetadata metadata) throws NotTrustedException {
    for (GuardianHistory other : others) {
      boolean followed = other.current().hasKeysOf(metadata.signing(), metadata.encryption());
      boolean replaced =
          isReplaced(other.signingKey(metadata.signedBy()))
              || isReplaced(other.signingKey(metadata.signing()))
              || isReplaced(other.encryptionKey(metadata.encryption()));
      if (isAlias(known, other) && !followed && replaced) {
        throw replaced("metadata", other);
      }
      if (!followed) {
        requireNotCompromised(other, metadata);
      }
    }
  }

  /**
   * Refuses a document that a compromised key signed, a pin included.
   *
   * @throws NotTrustedException code {@code retired-key}
   */
  static void requireNotCompromised(GuardianHistory known, GuardianMetadata metadata)
      throws NotTrustedException {
    if (known.compromised().stream().anyMatch(key -> key.isOf(metadata.signedBy()))) {
      throw compromised("metadata", "signed by a key", known);
    }
  }

  private static NotTrustedException compromised(
      String where, String found, GuardianHistory known) {
    return new NotTrustedException(
        Fault.of(
                "retired-key",
                where,
                found + " that was compromised under the name " + known.name(),
                "a key that nobody else may have")
            .withHint("keyward guardian retire " + known.name() + " FINGERPRINT --undo"));
  }

  /** What was compromised under the name of a guardian that is gone is so under every name. */
  private static void requireNotInherited(GuardianHistory other, Guardian fresh)
      throws NotTrustedException {
    if (other.inherits(fresh)) {
      throw compromised("guardian " + fresh.name(), "a key", other);
    }
  }

  private static boolean isReplaced(Optional<KnownKey> key) {
    return key.filter(known -> known.state() != KeyState.CURRENT).isPresent();
  }

  private static NotTrustedException replaced(String where, GuardianHistory other) {
    return new NotTrustedException(
        Fault.of(
                "older-metadata",
                where,
                "a key that was replaced or retired under the guardian's other name "
                    + other.name(),
                "keys that are current there")
            .withHint("update " + other.name() + " first"));
  }

  /**
   * Refuses keys that a damaged entry had: whether they were replaced there, or compromised, cannot
   * be read any more.
   *
   * @throws NotTrustedException code {@code damaged-claim}
   */
  void requireNotDamaged(Guardian fresh, GuardianMetadata metadata) throws NotTrustedException {
    for (DamagedGuardian other : damaged) {
      boolean had =
          Stream.of(fresh.signing(), fresh.encryption(), metadata.signedBy())
              .anyMatch(other::hasKeyOf);
      if (had) {
        throw new NotTrustedException(
            Fault.of(
                    "damaged-claim",
                    "guardian " + fresh.name(),
                    "a key of " + other.name() + ", whose entry in the store is damaged",
                    "keys of its own")
                .withHint(DamagedGuardian.remedy(other.name(), other.mayHoldKeys())));
      }
    }
  }

  /** Without those that are the same guardian under other names. */
  KeyClaims withoutAliasesOf(GuardianHistory known) {
    return new KeyClaims(
        others.stream().filter(other -> !isAlias(known, other)).toList(),
        damaged.stream()
            .filter(
                other ->
                    known.signingKeys().stream()
                        .noneMatch(key -> other.hasKeyOf(key.certificate())))
            .toList());
  }

  private static boolean isAlias(GuardianHistory known, GuardianHistory other) {
    return known.signingKeys().stream()
        .anyMatch(key -> other.signingKey(key.certificate()).isPresent());
  }

  private static void requireOwn(Guardian fresh, GuardianHistory other) throws NotTrustedException {
    boolean claimed =
        other.encryptionKey(fresh.encryption()).isPresent()
            || other.signingKey(fresh.encryption()).isPresent()
            || other.encryptionKey(fresh.signing()).isPresent();
    if (claimed) {
      throw new NotTrustedException(
          Fault.of(
                  "encryption-key-claimed-twice",
                  "guardian " + fresh.name(),
                  "a key that " + other.name() + " has, who signs with another key",
                  "keys of its own")
              .withHint("ask both operators whose key it is"));
    }
  }
}
