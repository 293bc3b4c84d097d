package dev.keyward.hgs.message;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.crypto.AcceptedAlgorithms;
import dev.keyward.internal.crypto.certificate.CertificateMaker;
import dev.keyward.internal.crypto.certificate.Purpose;
import dev.keyward.internal.crypto.pkcs.RsaPublicKeys;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A certificate over a key of a host that passed attestation, in Keyward's own profile: RSA of 2048
 * to 4096 bits, no authority, and the SHA-256 of the host's public key in an extension. What the
 * key is for is said by one extended key usage under an object identifier of Keyward's, or, of a
 * key that signs, by the application policy of the health certificates that Windows makes. The
 * profile is kept; who signed it, and when it is valid, is for the reader to check.
 */
public final class HealthCertificate {

  public static final String ENCRYPTION_USE = CertificateMaker.ARC + ".1";

  /**
   * The extended key usage of a key that signs; written before Keyward took the form of Windows.
   */
  public static final String SIGNING_USE = CertificateMaker.ARC + ".2";

  /** The application policy of a key that signs, as in health certificates of Windows. */
  public static final String SIGNING_POLICY = "1.3.6.1.4.1.311.48.1.2";

  public static final String HOST_KEY_DIGEST = CertificateMaker.ARC + ".3";

  private final GuardianCertificate certificate;
  private final IdentityType type;
  private final Thumbprint hostKeyDigest;
  private final RSAPublicKey key;
  private final Optional<Signature> signature;

  private HealthCertificate(GuardianCertificate certificate, X509Certificate x509, RSAPublicKey key)
      throws VerificationFailedException {
    this.certificate = certificate;
    this.type = type(x509);
    this.hostKeyDigest = hostKeyDigest(x509);
    this.key = key;
    this.signature =
        x509.getSigAlgOID().equals(AcceptedAlgorithms.SHA256_WITH_RSA)
            ? Optional.of(Signature.of(AcceptedAlgorithms.RSA_SHA256, x509.getSignature()))
            : Optional.empty();
  }

  /**
   * Reads one.
   *
   * @throws MalformedInputException code {@code bad-certificate} or {@code bad-public-key}
   * @throws VerificationFailedException code {@code bad-health-certificate}: not of the profile
   */
  public static HealthCertificate parse(byte[] der)
      throws MalformedInputException, VerificationFailedException {
    String where = "HealthCertificate";
    GuardianCertificate certificate = GuardianCertificate.parse(der, where);
    X509Certificate x509 = certificate.x509();
    RSAPublicKey key = RsaPublicKeys.parse(x509.getPublicKey().getEncoded(), where);
    if (x509.getBasicConstraints() >= 0) {
      throw bad("an authority's certificate");
    }
    return new HealthCertificate(certificate, x509, key);
  }

  private static IdentityType type(X509Certificate x509) throws VerificationFailedException {
    try {
      List<String> uses = x509.getExtendedKeyUsage();
      if (List.of(ENCRYPTION_USE).equals(uses)) {
        return IdentityType.ENCRYPTION;
      }
      if (List.of(SIGNING_USE).equals(uses) || uses == null && hasSigningPolicy(x509)) {
        return IdentityType.SIGNING;
      }
    } catch (CertificateParsingException e) {
      // Said below.
    }
    throw bad("another use of the key");
  }

  static boolean hasSigningPolicy(X509Certificate x509) {
    return new Purpose.ApplicationPolicy(SIGNING_POLICY).isAlone(x509);
  }

  private static Thumbprint hostKeyDigest(X509Certificate x509) throws VerificationFailedException {
    return CertificateMaker.Mark.digest(x509, HOST_KEY_DIGEST)
        .map(Thumbprint::ofDigest)
        .orElseThrow(() -> bad("no digest of the host's key"));
  }

  /** The certificate itself. */
  public GuardianCertificate certificate() {
    return certificate;
  }

  /** What the key is certified for. */
  public IdentityType type() {
    return type;
  }

  /** SHA-256 of the public key that the host is registered with. */
  public Thumbprint hostKeyDigest() {
    return hostKeyDigest;
  }

  /** The host's identity key. */
  public RSAPublicKey key() {
    return key;
  }

  /** What its issuer signed with RSASSA-PKCS1-v1_5 and SHA-256; empty for another algorithm. */
  public Optional<Signature> signature() {
    return signature;
  }

  /** What this takes of the memory, in bytes, rather too much than too little: for caches. */
  public long memory() {
    return 2 * certificate.memory() + signature.map(Signature::memory).orElse(0L);
  }

  /** The last second of validity. */
  public Instant notAfter() {
    return certificate.notAfter();
  }

  private static VerificationFailedException bad(String found) {
    return new VerificationFailedException(
        Fault.of(
            "bad-health-certificate",
            "HealthCertificate",
            found,
            "a health certificate of Keyward's profile"));
  }
}
