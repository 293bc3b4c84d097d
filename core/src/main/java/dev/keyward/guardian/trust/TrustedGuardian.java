package dev.keyward.guardian.trust;

import dev.keyward.KeyUnusableException;
import dev.keyward.NotTrustedException;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import java.time.Instant;
import java.util.Objects;

/**
 * A guardian that somebody decided to trust. You can grant access only to such a guardian. It comes
 * from {@link TrustDecider}, from {@link GuardianStore}, or from private keys that proved that they
 * belong to the certificates. Keyward refuses it outside the validity of its certificates, unless
 * the decision accepts that.
 */
public final class TrustedGuardian {

  private final Guardian guardian;
  private final TrustDecision decision;

  TrustedGuardian(Guardian guardian, TrustDecision decision) {
    this.guardian = Objects.requireNonNull(guardian, "guardian");
    this.decision = Objects.requireNonNull(decision, "decision");
  }

  /**
   * A guardian whose private keys the caller has, since they were made here: the keys prove it.
   *
   * @throws KeyUnusableException code {@code key-mismatch}, where a key is not its certificate's
   */
  public static TrustedGuardian madeHere(GuardianKeys keys, Tools tools)
      throws KeyUnusableException {
    keys.prove(tools);
    return new TrustedGuardian(keys.guardian(), TrustDecision.madeHere(tools.clock().instant()));
  }

  /** Its certificates. */
  public Guardian guardian() {
    return guardian;
  }

  /** Its local name. */
  public GuardianName name() {
    return guardian.name();
  }

  /** Why it is trusted. */
  public TrustDecision decision() {
    return decision;
  }

  /** The first moment at which both certificates are valid. */
  public Instant holdsFrom() {
    Instant signing = guardian.signing().notBefore();
    Instant encryption = guardian.encryption().notBefore();
    return signing.isAfter(encryption) ? signing : encryption;
  }

  /** The last moment at which both certificates are valid. */
  public Instant holdsUntil() {
    Instant signing = guardian.signing().notAfter();
    Instant encryption = guardian.encryption().notAfter();
    return signing.isBefore(encryption) ? signing : encryption;
  }

  /** The same guardian, accepted on purpose even if a certificate is expired or not yet valid. */
  public TrustedGuardian acceptingExpired() {
    return new TrustedGuardian(guardian, decision.acceptingExpired());
  }

  /**
   * The same guardian, under the same decision, with renewed certificates over the same keys.
   *
   * @throws IllegalArgumentException for other keys, or another name
   * @throws KeyUnusableException code {@code key-mismatch}, where a key is not its certificate's
   */
  public TrustedGuardian renewed(GuardianKeys keys, Tools tools) throws KeyUnusableException {
    Guardian renewed = keys.guardian();
    if (!renewed.name().equals(name()) || !renewed.hasKeysOf(guardian)) {
      throw new IllegalArgumentException("not renewed certificates of " + name());
    }
    keys.prove(tools);
    return new TrustedGuardian(renewed, decision);
  }

  /**
   * Refuses a guardian with a certificate that is not valid at {@code now}, unless the decision
   * accepts that.
   *
   * @throws NotTrustedException code {@code expired}
   */
  public void requireCurrent(Instant now) throws NotTrustedException {
    if (!decision.acceptedExpired()) {
      guardian.requireCurrent(now);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrustedGuardian trusted
        && guardian.equals(trusted.guardian)
        && decision.equals(trusted.decision);
  }

  @Override
  public int hashCode() {
    return guardian.hashCode();
  }

  /** The name and the decision. */
  @Override
  public String toString() {
    return "TrustedGuardian(" + name() + ", " + decision + ")";
  }
}
