package dev.keyward.guardian.keyfile;

import dev.keyward.KeywardException;
import dev.keyward.crypto.CertificateRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The keys of one guardian in a file, in pairs. Windows makes both certificates of a pair together,
 * so of several those belong together whose starts are nearest to each other, both ways; where that
 * leaves a doubt nothing is paired.
 *
 * @param pairs signing and encryption key of each
 * @param rest keys without a partner
 */
record Generations(List<ImportedKeys> pairs, List<FoundKey> rest) {

  /** Pairs up the keys of a guardian. */
  static Generations of(List<FoundKey> keys) throws KeywardException {
    return keys.size() <= 2 ? ofFew(keys) : byStart(keys);
  }

  private static Generations ofFew(List<FoundKey> keys) throws KeywardException {
    List<FoundKey> signing = KeyPairing.candidates(keys, CertificateRole.SIGNING);
    List<FoundKey> encryption = KeyPairing.candidates(keys, CertificateRole.ENCRYPTION);
    boolean clear = signing.size() == 1 && encryption.size() == 1;
    boolean whole = keys.size() == 1 || (clear && !signing.get(0).equals(encryption.get(0)));
    return clear && whole
        ? new Generations(List.of(ImportedKeys.of(signing.get(0), encryption.get(0))), List.of())
        : new Generations(List.of(), keys);
  }

  private static Generations byStart(List<FoundKey> keys) throws KeywardException {
    List<FoundKey> signing = keys.stream().filter(is(CertificateRole.SIGNING)).toList();
    List<FoundKey> encryption = keys.stream().filter(is(CertificateRole.ENCRYPTION)).toList();
    List<ImportedKeys> pairs = new ArrayList<>();
    List<FoundKey> rest = new ArrayList<>(keys);
    for (FoundKey signer : signing) {
      Optional<FoundKey> partner = nearest(signer, encryption);
      if (partner.isPresent() && nearest(partner.get(), signing).equals(Optional.of(signer))) {
        pairs.add(ImportedKeys.of(signer, partner.get()));
        rest.remove(signer);
        rest.remove(partner.get());
      }
    }
    return new Generations(pairs, rest);
  }

  private static Predicate<FoundKey> is(CertificateRole role) {
    return key -> KeyPairing.role(key).filter(role::equals).isPresent();
  }

  /** The one whose start is nearest; empty where two are equally near. */
  private static Optional<FoundKey> nearest(FoundKey key, List<FoundKey> others) {
    Optional<FoundKey> best = Optional.empty();
    boolean alone = true;
    for (FoundKey other : others) {
      int order = best.isEmpty() ? -1 : distance(key, other).compareTo(distance(key, best.get()));
      if (order < 0) {
        best = Optional.of(other);
      }
      alone = order < 0 || (alone && order > 0);
    }
    return alone ? best : Optional.empty();
  }

  private static Duration distance(FoundKey key, FoundKey other) {
    return Duration.between(key.certificate().notBefore(), other.certificate().notBefore()).abs();
  }
}
