package dev.keyward.protector;

import dev.keyward.NotTrustedException;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.part.Wrapping;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A guardian that gets a wrapping besides the owner: one that is trusted now, or one that already
 * has a wrapping in a protector of the same owner and keeps its access when that protector is made
 * again.
 */
public final class Grantee {

  private final GuardianName name;
  private final Halves halves;
  private final Optional<TrustedGuardian> trusted;
  private final Optional<GuardianCertificate> grantedBy;

  /** What a wrapping takes over from a guardian. */
  private record Halves(
      GuardianCertificate signing, GuardianCertificate encryption, Signature signature) {}

  private Grantee(
      GuardianName name,
      Halves halves,
      Optional<TrustedGuardian> trusted,
      Optional<GuardianCertificate> grantedBy) {
    this.name = name;
    this.halves = halves;
    this.trusted = trusted;
    this.grantedBy = grantedBy;
  }

  /** A guardian that is trusted. */
  public static Grantee of(TrustedGuardian trusted) {
    return new Grantee(
        trusted.name(), halves(trusted.guardian()), Optional.of(trusted), Optional.empty());
  }

  /** The owner of a protector. */
  static Grantee owner(SigningKey owner) {
    Guardian guardian = owner.guardian();
    return new Grantee(guardian.name(), halves(guardian), Optional.empty(), Optional.empty());
  }

  /**
   * Who has {@code wrapping} in {@code protector} and stays. Where the owner's signing key is
   * another one now, that answers for it. Anybody who once had access can have put the wrapping
   * there, so the caller needs the owner's word for it, such as a signed header that permits it.
   *
   * @param name what the owner calls it
   * @param owner the owner from now on
   * @throws IllegalArgumentException if it is not a wrapping of that protector
   */
  public static Grantee staying(
      GuardianName name, VerifiedKeyProtector protector, Wrapping wrapping, Guardian owner) {
    GuardianCertificate before = protector.owner().signing();
    return before.sameKeyAs(owner.signing())
        ? wrapped(name, protector, wrapping, Optional.of(before))
        : takenOver(name, protector, wrapping);
  }

  /** The same for another owner, who answers for it. */
  static Grantee takenOver(GuardianName name, VerifiedKeyProtector protector, Wrapping wrapping) {
    return wrapped(name, protector, wrapping, Optional.empty());
  }

  private static Grantee wrapped(
      GuardianName name,
      VerifiedKeyProtector protector,
      Wrapping wrapping,
      Optional<GuardianCertificate> grantedBy) {
    if (!protector.wrappings().contains(wrapping)) {
      throw new IllegalArgumentException("a wrapping of another protector");
    }
    return new Grantee(
        name,
        new Halves(wrapping.signing(), wrapping.encryption(), wrapping.encryptionSignature()),
        Optional.empty(),
        grantedBy);
  }

  /** The first that has a public key of one before it; no key may stand in two wrappings. */
  static Optional<Grantee> sharingAKey(List<Grantee> grantees) {
    Set<Thumbprint> keys = new HashSet<>();
    for (Grantee grantee : grantees) {
      boolean fresh = keys.add(grantee.signing().keyThumbprint());
      boolean oneKey = grantee.signing().sameKeyAs(grantee.encryption());
      if (!fresh || (!oneKey && !keys.add(grantee.encryption().keyThumbprint()))) {
        return Optional.of(grantee);
      }
    }
    return Optional.empty();
  }

  private static Halves halves(Guardian guardian) {
    return new Halves(guardian.signing(), guardian.encryption(), guardian.encryptionSignature());
  }

  /** What the owner calls it. */
  public GuardianName name() {
    return name;
  }

  /** Certifies the key that signs. */
  public GuardianCertificate signing() {
    return halves.signing();
  }

  /** Certifies the key that opens. */
  public GuardianCertificate encryption() {
    return halves.encryption();
  }

  /** By the signing key, over the DER bytes of the encryption certificate. */
  Signature encryptionSignature() {
    return halves.signature();
  }

  /** Refuses one whose trust has ended, and one that another owner granted. */
  void requireGrantableBy(SigningKey owner, Instant now) throws NotTrustedException {
    if (trusted.isPresent()) {
      trusted.get().requireCurrent(now);
    }
    if (grantedBy.filter(by -> !by.sameKeyAs(owner.guardian().signing())).isPresent()) {
      throw new IllegalArgumentException("a wrapping in a protector of another owner");
    }
  }

  /**
   * Refuses one with a certificate that is not valid at {@code now}, unless it is trusted so.
   *
   * @throws NotTrustedException code {@code expired}
   */
  public void requireCurrent(Instant now) throws NotTrustedException {
    if (trusted.isPresent()) {
      trusted.get().requireCurrent(now);
    } else {
      String where = "guardian " + name;
      signing().requireCurrent(now, where);
      encryption().requireCurrent(now, where);
    }
  }

  /** The name and the signing certificate. */
  @Override
  public String toString() {
    return "Grantee(" + name + ", " + signing() + ")";
  }
}
