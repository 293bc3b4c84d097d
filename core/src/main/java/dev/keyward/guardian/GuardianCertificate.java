package dev.keyward.guardian;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.NotTrustedException;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.guardian.subject.GuardianSubject;
import dev.keyward.guardian.subject.WindowsName;
import dev.keyward.internal.crypto.AcceptedAlgorithms;
import dev.keyward.internal.crypto.certificate.Certificates;
import dev.keyward.internal.crypto.certificate.DirectoryName;
import dev.keyward.internal.crypto.certificate.PublicRoots;
import dev.keyward.internal.crypto.certificate.Validity;
import dev.keyward.internal.crypto.pkcs.Pem;
import dev.keyward.text.ForeignText;
import dev.keyward.text.ShortPrint;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One X.509 certificate in DER, parsed completely. It may be expired, weak, or of a kind that
 * Keyward does not rely on. {@link #unfitFor} says so, and the certificate can still be shown.
 */
public final class GuardianCertificate {

  /** The smallest modulus that is accepted, in bits. */
  public static final int MIN_KEY_BITS = AcceptedAlgorithms.LEAST_RSA_BITS;

  /** The largest modulus that is accepted, in bits. */
  public static final int MAX_KEY_BITS = AcceptedAlgorithms.MOST_RSA_BITS;

  /** The largest file of certificates, such as a system's bundle of roots, in bytes. */
  public static final int MOST_BUNDLE_BYTES = 1 << 20;

  /** How many digits of the thumbprint stand in a {@link #label()}. */
  public static final int LABEL_DIGITS = 12;

  private static final int MOST_SHOWN = 60;

  /** What an object of this class takes beside what grows with the DER, in bytes. */
  private static final int MEMORY = 1024;

  private final byte[] der;
  private final Thumbprint thumbprint;
  private final CertifiedKey key;
  private final Validity validity;
  private final Map<CertificateRole, String> unfit = new EnumMap<>(CertificateRole.class);

  /**
   * Java's own object is not kept: it takes up to fifty times the memory of its bytes, as a
   * stranger chooses them.
   */
  private GuardianCertificate(X509Certificate certificate, byte[] der) {
    this.der = der;
    this.validity = Validity.of(certificate);
    this.thumbprint = Thumbprint.of(der);
    this.key = CertifiedKey.of(certificate.getPublicKey());
    for (CertificateRole role : CertificateRole.values()) {
      CertificateFitness.unfit(certificate, role).ifPresent(reason -> unfit.put(role, reason));
    }
  }

  /**
   * Reads one certificate.
   *
   * @param der its DER bytes, copied
   * @param where the place that an error names
   * @throws MalformedInputException code {@code bad-certificate}, also for bytes after the end
   */
  public static GuardianCertificate parse(byte[] der, String where) throws MalformedInputException {
    byte[] copy = der.clone();
    return new GuardianCertificate(Certificates.parse(copy, where), copy);
  }

  /**
   * Reads all certificates of a file: PEM with one or more, one in DER, or PKCS#7.
   *
   * @param pemOrDer its bytes
   * @param where the place that an error names
   * @throws KeywardException if there is none, or one that cannot be read
   */
  public static List<GuardianCertificate> parseAll(byte[] pemOrDer, String where)
      throws KeywardException {
    List<GuardianCertificate> certificates = new ArrayList<>();
    for (X509Certificate certificate : Pem.certificates(pemOrDer, where)) {
      certificates.add(of(certificate));
    }
    return List.copyOf(certificates);
  }

  /**
   * A certificate that Java already has as an object. The JDK reads it again, because objects of
   * other providers differ.
   *
   * @throws IllegalArgumentException if it is not what {@link #parse} takes
   */
  public static GuardianCertificate of(X509Certificate certificate) {
    try {
      byte[] der = certificate.getEncoded();
      return parse(der, "certificate");
    } catch (CertificateEncodingException | MalformedInputException e) {
      throw new IllegalArgumentException("not a certificate: " + e.getMessage(), e);
    }
  }

  /** A copy of the DER bytes. */
  public byte[] der() {
    return der.clone();
  }

  /** The SHA-256 of the DER bytes. */
  public Thumbprint thumbprint() {
    return thumbprint;
  }

  /** The subject, as RFC 2253 writes it. */
  public String subject() {
    return DirectoryName.text(x509().getSubjectX500Principal());
  }

  /** The issuer, as RFC 2253 writes it. */
  public String issuer() {
    return DirectoryName.text(x509().getIssuerX500Principal());
  }

  /**
   * A label for a certificate of an unknown guardian: the name that it claims, made printable and
   * cut after 60 characters, and the first {@link #LABEL_DIGITS} digits of the thumbprint. {@link
   * ShortPrint} handles certificates that share these digits.
   */
  public String label() {
    return label(LABEL_DIGITS);
  }

  /** The same with so many digits of the thumbprint. */
  public String label(int digits) {
    return ForeignText.listed(WindowsName.claimed(subject()), MOST_SHOWN)
        + " ["
        + ShortPrint.of(thumbprint.toString(), digits)
        + "]";
  }

  /** The size of the RSA modulus in bits; empty for a key of another kind. */
  public OptionalInt keyBits() {
    return key.bits();
  }

  /** The first moment of validity. */
  public Instant notBefore() {
    return validity.from();
  }

  /** Whether it ends before it begins, so that there is no moment at which it is valid. */
  public boolean isNeverValid() {
    return validity.isEmpty();
  }

  /** The last moment of validity. */
  public Instant notAfter() {
    return validity.until();
  }

  /** Whether {@code moment} lies within the validity. */
  public boolean isCurrentAt(Instant moment) {
    return validity.contains(moment);
  }

  /** Refuses a moment outside its validity with {@code expired} at {@code where}. */
  public void requireCurrent(Instant moment, String where) throws NotTrustedException {
    validity.require(moment, where);
  }

  /** The key it certifies. */
  public PublicKey publicKey() {
    return key.key();
  }

  /** Whether both certify the same key; everything else may differ. */
  public boolean sameKeyAs(GuardianCertificate other) {
    return key.print().equals(other.key.print());
  }

  /** Whether it certifies {@code other}, whichever provider's object that is. */
  public boolean certifies(PublicKey other) {
    return key.print().equals(Thumbprint.of(other));
  }

  /**
   * Whether it may certify the public half of {@code other}: false only where both tell their
   * modulus, and these differ. A handle of a device may tell none.
   */
  public boolean mayBelongTo(PrivateKey other) {
    return key.mayBelongTo(other);
  }

  /** The SHA-256 of the key as the certificate encodes it: the same for the same key. */
  public Thumbprint keyThumbprint() {
    return key.print();
  }

  /** Whether this is the fingerprint of the certificate, or of its key. */
  public boolean isNamed(Thumbprint fingerprint) {
    return thumbprint.equals(fingerprint) || key.print().equals(fingerprint);
  }

  /** The certificate in the form of Java's own interfaces, which is read again. */
  public X509Certificate x509() {
    try {
      return Certificates.parse(der, "");
    } catch (MalformedInputException e) {
      throw new IllegalStateException("a certificate that was read before", e);
    }
  }

  /** An upper estimate of the memory that this value uses, in bytes, for caches. */
  public long memory() {
    // The key is there twice, as numbers and encoded.
    return MEMORY + 3L * der.length;
  }

  /** The kind and size of the key, such as {@code RSA 3072}. */
  public String keyDescription() {
    return key.description();
  }

  /**
   * Why Keyward refuses to rely on this certificate in {@code role}, or empty where it does not.
   * Time plays no part: expiry stops new grants, not opening.
   */
  public Optional<String> unfitFor(CertificateRole role) {
    return Optional.ofNullable(unfit.get(role));
  }

  /**
   * Why Keyward refuses to take on the key of this certificate in {@code role}, or empty where it
   * does not: as {@link #unfitFor}, and where anybody can factor the modulus. That takes
   * milliseconds, so it is asked where keys are taken on, not for each protector that is read.
   */
  public Optional<String> unsafeFor(CertificateRole role) {
    return unfitFor(role).or(this::weakModulus);
  }

  /**
   * Why anybody can work out the private key from the modulus, in words: it is even, prime, or has
   * a factor up to 2^16. Empty where nothing is found, or the key is not RSA. That takes
   * milliseconds.
   */
  public Optional<String> weakModulus() {
    return key.weakModulus();
  }

  /**
   * Whether this is its subject: the whole distinguished name as {@link #subject} has it, or its
   * only common name. The case of ASCII letters does not count.
   */
  public boolean hasSubject(String name) {
    return GuardianSubject.isNamed(subject(), name);
  }

  /** Whether it is a self-signed root that is not one of the Java runtime's trusted roots. */
  public boolean isPrivateRoot() {
    return PublicRoots.isPrivateRoot(x509());
  }

  /**
   * Whether its issuer made it for another purpose than a guardian: its extended key usage is
   * critical and names only other uses, such as TLS or mail (RFC 5280, 4.2.1.12).
   */
  public boolean isForOthers() {
    return CertificateFitness.isForOthers(x509());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GuardianCertificate that && that.thumbprint.equals(thumbprint);
  }

  @Override
  public int hashCode() {
    return thumbprint.hashCode();
  }

  /** The subject and the start of the thumbprint. */
  @Override
  public String toString() {
    return subject() + " (" + ShortPrint.of(thumbprint.toString(), 16) + ")";
  }
}
