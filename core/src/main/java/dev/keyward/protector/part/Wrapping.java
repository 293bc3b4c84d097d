package dev.keyward.protector.part;

import dev.keyward.NotTrustedException;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.GuardianCertificate;
import java.time.Instant;

/**
 * The transport key wrapped for one guardian, with that guardian's certificates and the signatures
 * that tie them to the owner (MS-KPS, Wrapping).
 *
 * @param id the wrapping's number
 * @param signing the guardian's signing certificate
 * @param grant by the parent's signing key over {@code signing}
 * @param encryption the guardian's encryption certificate
 * @param encryptionSignature by this wrapping's signing key over {@code encryption}
 * @param transportKey the wrapped key
 */
public record Wrapping(
    WrappingId id,
    GuardianCertificate signing,
    Grant grant,
    GuardianCertificate encryption,
    Signature encryptionSignature,
    WrappedTransportKey transportKey) {

  /**
   * The guardian that granted this wrapping, and the proof (MS-KPS, SigningCertificateSignature).
   *
   * @param parent the wrapping whose signing key made the signature
   * @param signature over the DER bytes of the signing certificate
   */
  public record Grant(WrappingId parent, Signature signature) {}

  /** Whether it is its own parent, which only the owner's is. */
  public boolean isOwn() {
    return grant.parent().equals(id);
  }

  /** Whether both certificates are valid at {@code moment}. */
  public boolean isCurrentAt(Instant moment) {
    return signing.isCurrentAt(moment) && encryption.isCurrentAt(moment);
  }

  /**
   * Refuses a moment at which one of its certificates is not valid.
   *
   * @throws NotTrustedException code {@code expired}, at {@code where}
   */
  public void requireCurrent(Instant moment, String where) throws NotTrustedException {
    signing.requireCurrent(moment, where);
    encryption.requireCurrent(moment, where);
  }
}
