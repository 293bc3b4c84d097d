package dev.keyward.protector.known;

import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.KnownKey;
import java.time.Instant;
import java.util.Optional;

/**
 * What a guardian's key is to it.
 *
 * @param guardian whose it is
 * @param state what is known about it
 * @param since when that began, where it is known
 * @param compromised whether somebody else may have the private key
 */
record HeldKey(
    KnownGuardian guardian, KeyState state, Optional<Instant> since, boolean compromised) {

  static HeldKey of(KnownGuardian guardian, KnownKey key) {
    return new HeldKey(guardian, key.state(), key.since(), key.compromised());
  }

  HeldKey in(KeyState other) {
    return new HeldKey(guardian, other, Optional.empty(), compromised);
  }

  /** The same key as two sources have it: that it was retired counts, else the better state. */
  HeldKey merged(HeldKey other) {
    if ((state == KeyState.RETIRED) != (other.state == KeyState.RETIRED)) {
      return state == KeyState.RETIRED ? this : other;
    }
    boolean first = compromised || (!other.compromised && state.compareTo(other.state) <= 0);
    return first ? this : other;
  }
}
