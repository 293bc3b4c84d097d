package dev.keyward.guardian;

import dev.keyward.crypto.Signature;
import dev.keyward.guardian.trust.TrustDecision;
import java.util.List;
import java.util.Objects;

/**
 * A signing and an encryption certificate under a name, without private keys: what an owner needs
 * to grant access. Whether anybody trusts it is told by a {@link TrustDecision}, never by this
 * type.
 *
 * @param name the local name
 * @param signing certifies the key that signs
 * @param encryption certifies the key that transport keys are wrapped to
 * @param encryptionSignature by the signing key over the DER bytes of {@code encryption}; copied
 *     into every wrapping for this guardian (MS-KPS, EncryptionCertificateSignature)
 * @param otherSigning further signing certificates that the guardian itself vouches for
 */
public record Guardian(
    GuardianName name,
    GuardianCertificate signing,
    GuardianCertificate encryption,
    Signature encryptionSignature,
    List<GuardianCertificate> otherSigning) {

  /** Copies the list and refuses missing parts. */
  public Guardian {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(signing, "signing");
    Objects.requireNonNull(encryption, "encryption");
    Objects.requireNonNull(encryptionSignature, "encryptionSignature");
    otherSigning = List.copyOf(otherSigning);
  }

  /** Whether {@code certificate} certifies this guardian's signing key, or one it vouches for. */
  public boolean signsWith(GuardianCertificate certificate) {
    return signing.sameKeyAs(certificate)
        || otherSigning.stream().anyMatch(other -> other.sameKeyAs(certificate));
  }

  /** Whether {@code certificate} certifies this guardian's present signing key. */
  public boolean hasSigningKeyOf(GuardianCertificate certificate) {
    return signing.sameKeyAs(certificate);
  }

  /** Whether {@code certificate} certifies this guardian's encryption key. */
  public boolean decryptsFor(GuardianCertificate certificate) {
    return encryption.sameKeyAs(certificate);
  }
}
