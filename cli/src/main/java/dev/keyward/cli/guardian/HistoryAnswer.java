package dev.keyward.cli.guardian;

import dev.keyward.cli.console.Answer;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.KnownKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.trust.StoredGuardian;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The keys that a guardian has and had.
 *
 * @param signing the keys that say who it is, the current one first
 * @param encryption the keys that say what it opens, the current one first
 * @param pairs the pairs of both that were in use together, the current one first
 * @param passedOver how many former keys of an earlier version's record were too many, where any
 * @param inherited compromised keys of others that had this name before, where there are any
 */
record HistoryAnswer(
    List<Key> signing,
    List<Key> encryption,
    List<Pair> pairs,
    @IfPresent Optional<Integer> passedOver,
    @IfPresent Optional<List<Key>> inherited)
    implements Answer {

  /**
   * One key.
   *
   * @param sha256 the digest of the public key
   * @param state what is known about it
   * @param compromised whether somebody else may have the private key
   * @param replaced when another key took its place
   * @param retired when it was retired
   * @param certificates the digests of its certificates, the one that was taken last first
   */
  record Key(
      Thumbprint sha256,
      KeyState state,
      boolean compromised,
      Optional<Instant> replaced,
      Optional<Instant> retired,
      List<Thumbprint> certificates)
      implements Answer {

    static Key of(KnownKey key) {
      return new Key(
          key.keyThumbprint(),
          key.state(),
          key.compromised(),
          key.replaced(),
          key.retired(),
          key.certificates().stream().map(each -> each.thumbprint()).toList());
    }
  }

  /**
   * A signing and an encryption key.
   *
   * @param signing the digest of the signing certificate
   * @param encryption the digest of the encryption certificate
   * @param hasKeys whether both private keys are in this store
   */
  record Pair(Thumbprint signing, Thumbprint encryption, boolean hasKeys) implements Answer {

    static Pair of(StoredGuardian.Generation generation) {
      return new Pair(
          generation.guardian().signing().thumbprint(),
          generation.guardian().encryption().thumbprint(),
          generation.hasKeys());
    }
  }

  static HistoryAnswer of(StoredGuardian stored) {
    GuardianHistory history = stored.history();
    return new HistoryAnswer(
        history.signingKeys().stream().map(Key::of).toList(),
        history.encryptionKeys().stream().map(Key::of).toList(),
        stored.generations().stream().map(Pair::of).toList(),
        Optional.of(stored.passedOver()).filter(count -> count > 0),
        Optional.of(history.inherited().stream().map(Key::of).toList())
            .filter(some -> !some.isEmpty()));
  }
}
