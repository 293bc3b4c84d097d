package dev.keyward.guardian;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One public key of a guardian, with its known certificates.
 *
 * @param certificates of this key, the one that was taken last first; 1 to {@link
 *     #MOST_CERTIFICATES}
 * @param state never {@link KeyState#UNLISTED}, which is not the state of a key that is known
 * @param compromised whether somebody else may have the private key; only of a retired key
 * @param replaced when another key took its place, where that is known
 * @param retired when it was retired; only of a retired key
 */
public record KnownKey(
    List<GuardianCertificate> certificates,
    KeyState state,
    boolean compromised,
    Optional<Instant> replaced,
    Optional<Instant> retired) {

  /** How many certificates of a key are remembered: lookups go by the key, so more say nothing. */
  public static final int MOST_CERTIFICATES = 16;

  /** Refuses certificates of different keys, and marks that do not belong to the state. */
  public KnownKey {
    certificates = List.copyOf(certificates);
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(replaced, "replaced");
    Objects.requireNonNull(retired, "retired");
    if (certificates.isEmpty() || certificates.size() > MOST_CERTIFICATES) {
      throw new IllegalArgumentException(certificates.size() + " certificates of a key");
    }
    if (!certificates.stream().allMatch(certificates.get(0)::sameKeyAs)) {
      throw new IllegalArgumentException("certificates of different keys");
    }
    boolean marked = compromised || retired.isPresent();
    if (state == KeyState.UNLISTED || (marked && state != KeyState.RETIRED)) {
      throw new IllegalArgumentException("a key that is " + state.code());
    }
  }

  /** A key that nobody retired. */
  static KnownKey of(GuardianCertificate certificate, KeyState state, Optional<Instant> replaced) {
    return new KnownKey(List.of(certificate), state, false, replaced, Optional.empty());
  }

  /** The certificate that was taken last. */
  public GuardianCertificate certificate() {
    return certificates.get(0);
  }

  /** The SHA-256 of the public key, by which it is known. */
  public Thumbprint keyThumbprint() {
    return certificate().keyThumbprint();
  }

  /** When it was retired, else when it was replaced, where that is known. */
  public Optional<Instant> since() {
    return retired.or(() -> replaced);
  }

  /** Whether {@code certificate} certifies this key. */
  public boolean isOf(GuardianCertificate other) {
    return certificate().sameKeyAs(other);
  }

  /** Whether this is the fingerprint of the key, or of one of its certificates. */
  public boolean isNamed(Thumbprint fingerprint) {
    return certificates.stream().anyMatch(each -> each.isNamed(fingerprint));
  }

  /** The same key in use, with {@code certificate} as the one that was taken last. */
  KnownKey current(GuardianCertificate certificate) {
    List<GuardianCertificate> all = new ArrayList<>(certificates);
    all.remove(certificate);
    all.add(0, certificate);
    return new KnownKey(
        all.subList(0, Math.min(all.size(), MOST_CERTIFICATES)),
        KeyState.CURRENT,
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** The same key with an older certificate; one too many is not kept. */
  KnownKey with(GuardianCertificate certificate) {
    if (certificates.contains(certificate) || certificates.size() == MOST_CERTIFICATES) {
      return this;
    }
    List<GuardianCertificate> all = new ArrayList<>(certificates);
    all.add(certificate);
    return new KnownKey(all, state, compromised, replaced, retired);
  }

  /** The same key after another one took its place. */
  KnownKey former(Optional<Instant> at) {
    return new KnownKey(certificates, KeyState.FORMER, false, at, Optional.empty());
  }

  /** The same key after its operator disabled it. */
  KnownKey retired(boolean isCompromised, Optional<Instant> at) {
    return new KnownKey(certificates, KeyState.RETIRED, isCompromised, replaced, at);
  }

  /** What this takes of the memory, in bytes. */
  long memory() {
    return certificates.stream().mapToLong(GuardianCertificate::memory).sum();
  }
}
