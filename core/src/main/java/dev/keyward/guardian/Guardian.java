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
 * signed the encryption certificate, so both belong together. That does not prove whose they are.
 * You can grant access only to a {@link dev.keyward.guardian.trust.TrustedGuardian}, not to a value
 * of this type.
 */
public final class Guardian {

  private final GuardianCertificates certificates;
  private final Signature encryptionSignature;

  /** For code that made the signature itself. */
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

  /** The certificate of the key that signs. */
  public GuardianCertificate signing() {
    return certificates.signing();
  }

  /** The certificate of the key to which transport keys are wrapped. */
  public GuardianCertificate encryption() {
    return certificates.encryption();
  }

  /**
   * The signature over the encryption certificate, which every wrapping for this guardian contains.
   */
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
