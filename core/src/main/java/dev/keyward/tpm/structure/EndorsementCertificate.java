package dev.keyward.tpm.structure;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.NotTrustedException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.crypto.certificate.Certificates;
import dev.keyward.internal.crypto.certificate.Chains;
import dev.keyward.internal.crypto.pkcs.Pem;
import dev.keyward.internal.crypto.pkcs.RsaPublicKeys;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The certificate that a maker of TPMs gives for an endorsement key (TCG EK Credential Profile).
 * Its subject may be empty, with a critical alternative name in its place.
 */
public final class EndorsementCertificate {

  private static final String PURPOSE = "2.23.133.8.1";

  private final X509Certificate certificate;
  private final RSAPublicKey key;

  private EndorsementCertificate(X509Certificate certificate, RSAPublicKey key) {
    this.certificate = certificate;
    this.key = key;
  }

  /**
   * Reads one certificate; TPMs may keep zeros or other bytes behind it, which are passed over.
   *
   * @param der the content of the TPM's index, or a file
   * @throws MalformedInputException code {@code bad-certificate} or {@code bad-public-key}
   */
  public static EndorsementCertificate parse(byte[] der, String where)
      throws MalformedInputException {
    X509Certificate certificate = Certificates.parse(trimmed(der), where);
    return new EndorsementCertificate(
        certificate, RsaPublicKeys.parse(certificate.getPublicKey().getEncoded(), where));
  }

  /** What the length of the outermost DER structure covers, where it has one of two bytes. */
  private static byte[] trimmed(byte[] der) {
    boolean isSequence = der.length > 4 && der[0] == 0x30 && (der[1] & 0xff) == 0x82;
    int size = isSequence ? 4 + ((der[2] & 0xff) << Byte.SIZE | der[3] & 0xff) : der.length;
    return size < der.length ? java.util.Arrays.copyOf(der, size) : der;
  }

  /**
   * Refuses a certificate that does not lead to a root.
   *
   * @param roots a PEM bundle: self-signed certificates are roots, the others are between
   * @param at the moment of validity
   * @throws NotTrustedException code {@code ek-not-trusted}
   */
  public void requireChain(byte[] roots, String where, Instant at) throws KeywardException {
    List<X509Certificate> given = Pem.certificates(roots, where);
    if (!isForEndorsement()) {
      throw notTrusted("a certificate for another purpose", "one for an endorsement key");
    }
    Chains chains = new Chains(given, List.of(), at);
    Optional<String> last = Optional.of("no root is given");
    for (X509Certificate root : given) {
      if (root.getSubjectX500Principal().equals(root.getIssuerX500Principal())) {
        last = chains.whyNot(certificate, root).map(Chains.End::step);
        if (last.isEmpty()) {
          return;
        }
      }
    }
    throw notTrusted("a certificate that leads to no root: " + last.get(), "one of a given root");
  }

  private boolean isForEndorsement() {
    try {
      List<String> purposes = certificate.getExtendedKeyUsage();
      return purposes != null
          && purposes.contains(PURPOSE)
          && certificate.getBasicConstraints() < 0;
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  private NotTrustedException notTrusted(String found, String expected) {
    return new NotTrustedException(
        Fault.of("ek-not-trusted", "the endorsement key " + thumbprint(), found, expected));
  }

  /** The endorsement key. */
  public RSAPublicKey key() {
    return key;
  }

  /** SHA-256 of the key's SubjectPublicKeyInfo, by which a host's TPM is registered. */
  public Thumbprint thumbprint() {
    return Thumbprint.of(key);
  }

  /** The certificate in DER. */
  public byte[] encode() {
    try {
      return certificate.getEncoded();
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read has its bytes", e);
    }
  }
}
