package dev.keyward.guardian;

import dev.keyward.Fault;
import dev.keyward.NotTrustedException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Signature;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A signing and an encryption certificate under a name, without private keys. The signing key
 * signed the encryption certificate, which says that both belong together. It does not say whose
 * they are: nobody can be granted access by this type alone, but only by a {@link
 * dev.keyward.guardian.trust.TrustedGuardian}.
 */
public final class Guardian {

  private final GuardianCertificates certificates;
  private final Signature encryptionSignature;

  /** For those who made the signature themselves. */
  Guardian(GuardianCertificates certificates, Signature encryptionSignature) {
    this.certificates = Objects.requireNonNull(certificates, "certificates");
    this.encryptionSignature = Objects.requireNonNull(encryptionSignature, "encryptionSignature");
  }

  /**
   * The guardian of these certificates.
   *
   * @param signature by the signing key over the DER bytes of the encryption certificate (MS-KPS,
   *     EncryptionCertificateSignature)
   * @throws VerificationFailedException code {@code encryption-certificate-signature}
   * @throws UnsupportedFormatException code {@code unknown-algorithm}
   */
  public static Guardian vouched(
      GuardianCertificates certificates, Signature signature, RsaEngine engine)
      throws VerificationFailedException, UnsupportedFormatException {
    byte[] signed = certificates.encryption().der();
    if (!engine.verify(signature, certificates.signing().publicKey(), signed)) {
      throw new VerificationFailedException(
          Fault.of(
              "encryption-certificate-signature",
              "guardian " + certificates.name(),
              "a signature over the encryption certificate that does not verify",
              "one by the signing key"));
    }
    return new Guardian(certificates, signature);
  }

  /** The local name. */
  public GuardianName name() {
    return certificates.name();
  }

  /** Certifies the key that signs. */
  public GuardianCertificate signing() {
    return certificates.signing();
  }

  /** Certifies the key that transport keys are wrapped to. */
  public GuardianCertificate encryption() {
    return certificates.encryption();
  }

  /** Is copied into every wrapping for this guardian. */
  public Signature encryptionSignature() {
    return encryptionSignature;
  }

  /**
   * Further signing certificates that its metadata lists (MS-KPS, OtherSigningCertificates). They
   * are claims: anybody can list what is not theirs, so no answer may rest on them.
   */
  public List<GuardianCertificate> otherSigning() {
    return certificates.others();
  }

  /** Whether {@code certificate} certifies this guardian's present signing key. */
  public boolean hasSigningKeyOf(GuardianCertificate certificate) {
    return signing().sameKeyAs(certificate);
  }

  /** Whether {@code certificate} certifies this guardian's encryption key. */
  public boolean decryptsFor(GuardianCertificate certificate) {
    return encryption().sameKeyAs(certificate);
  }

  /**
   * Refuses a guardian with a certificate that is not valid at {@code now}.
   *
   * @throws NotTrustedException code {@code expired}
   */
  public void requireCurrent(Instant now) throws NotTrustedException {
    signing().requireCurrent(now, "guardian " + name());
    encryption().requireCurrent(now, "guardian " + name());
  }

  /** Whether both keys are the same as the other's. Their certificates may differ. */
  public boolean hasKeysOf(Guardian other) {
    return hasKeysOf(other.signing(), other.encryption());
  }

  /** Whether it signs with the key of the one certificate, and decrypts with that of the other. */
  public boolean hasKeysOf(GuardianCertificate signing, GuardianCertificate encryption) {
    return hasSigningKeyOf(signing) && decryptsFor(encryption);
  }

  /** Whether it signs with the key of the one certificate, or decrypts with that of the other. */
  public boolean hasOneKeyOf(GuardianCertificate signing, GuardianCertificate encryption) {
    return hasSigningKeyOf(signing) || decryptsFor(encryption);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Guardian guardian
        && certificates.equals(guardian.certificates)
        && encryptionSignature.equals(guardian.encryptionSignature);
  }

  @Override
  public int hashCode() {
    return certificates.hashCode();
  }

  /** The name and the signing certificate. */
  @Override
  public String toString() {
    return "Guardian(" + name() + ", " + signing() + ")";
  }
}
