package dev.keyward.internal.crypto.certificate;

import dev.keyward.KeyUnusableException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.crypto.Jdk;
import dev.keyward.internal.crypto.KeyEntry;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.SignatureAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;

/**
 * Makes certificates (RFC 5280): self-signed ones of guardians, and those of hosts; signed by the
 * engine that asks for them.
 */
public final class CertificateMaker {

  /** 20 bytes, the most that RFC 5280 allows, with the sign bit clear and the next one set. */
  private static final int SERIAL_BITS = 158;

  private static final int KEY_IDENTIFIER_SIZE = 20;

  /** Object identifiers of Keyward's: under a UUID, so that nobody had to be asked (X.667). */
  public static final String ARC = "2.25.147690875714538826260843113981017122803";

  private static final int DIGEST_SIZE = 32;

  private CertificateMaker() {}

  /** Signs with RSASSA-PKCS1-v1_5 and SHA-256, by the engine that a program has chosen. */
  @FunctionalInterface
  public interface Signing {

    /** The signature over {@code content}. */
    byte[] sign(PrivateKey key, byte[] content) throws KeyUnusableException;
  }

  /** Who signs, and where serial numbers come from. */
  public record Making(Signing signing, SecureRandom random) {

    /** By the JDK. */
    public static Making jdk(SecureRandom random) {
      return new Making(
          (key, content) -> Rsa.jdk().sign(SignatureAlgorithm.RSA_SHA256, key, content), random);
    }
  }

  /** What the key of a certificate is for. */
  public enum Use {
    /** Key usage digital signature. */
    SIGNING(KeyUsage.digitalSignature),
    /** Key usages key encipherment and data encipherment. */
    ENCRYPTION(KeyUsage.keyEncipherment | KeyUsage.dataEncipherment),
    /** Key usage certificate signing, as an authority of certificates that are none themselves. */
    ISSUING(KeyUsage.keyCertSign);

    private final int usage;

    Use(int usage) {
      this.usage = usage;
    }
  }

  /**
   * What a certificate says.
   *
   * @param commonName the only part of subject and issuer, taken as it is
   * @param use the key usage
   * @param notBefore the start of validity; parts of a second are dropped
   * @param validityDays from there, at least 1
   */
  public record Subject(String commonName, Use use, Instant notBefore, int validityDays) {

    /** Refuses an empty name and no day of validity. */
    public Subject {
      if (commonName.isEmpty() || validityDays < 1) {
        throw new IllegalArgumentException("a certificate needs a name and a day of validity");
      }
    }
  }

  /**
   * What a certificate says that another key signs.
   *
   * @param commonName the only part of the subject, taken as it is
   * @param use the key usage
   * @param notBefore the first second of validity
   * @param notAfter the last one
   * @param purpose what its key is for
   * @param mark what it says besides
   */
  public record Issue(
      String commonName,
      Use use,
      Instant notBefore,
      Instant notAfter,
      Purpose purpose,
      Optional<Mark> mark) {}

  /**
   * An extension of our own, not critical.
   *
   * @param identifier the object identifier
   * @param content what it holds, as an octet string
   */
  public record Mark(String identifier, byte[] content) {

    /** An octet string in an octet string: what X.509 makes of an extension's value. */
    private static final byte[] DIGEST_HEADER = {4, 34, 4, DIGEST_SIZE};

    /** The SHA-256 that the mark of that identifier holds, where a certificate has such a mark. */
    public static Optional<byte[]> digest(X509Certificate certificate, String identifier) {
      byte[] value = certificate.getExtensionValue(identifier);
      int header = DIGEST_HEADER.length;
      return value != null
              && value.length == header + DIGEST_SIZE
              && Arrays.equals(value, 0, header, DIGEST_HEADER, 0, header)
          ? Optional.of(Arrays.copyOfRange(value, header, value.length))
          : Optional.empty();
    }
  }

  /** A certificate for {@code key}, signed by the issuer's key as {@link #selfSigned} does. */
  public static X509Certificate issued(PublicKey key, Issue issue, KeyEntry issuer, Making making)
      throws KeyUnusableException {
    SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(key.getEncoded());
    X500Name by = X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded());
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            by,
            serial(making.random()),
            Date.from(issue.notBefore()),
            Date.from(issue.notAfter()),
            name(issue.commonName()),
            info);
    try {
      extend(builder, info, issue.use());
      issue.purpose().extend(builder, issuer.certificate());
      if (issue.mark().isPresent()) {
        Mark mark = issue.mark().get();
        builder.addExtension(
            new ASN1ObjectIdentifier(mark.identifier()), false, new DEROctetString(mark.content()));
      }
      return signed(builder, issuer.key(), making.signing());
    } catch (IOException e) {
      throw new IllegalStateException("making a certificate failed", e);
    }
  }

  /**
   * A certificate for {@code pair}, signed by it (RSASSA-PKCS1-v1_5 with SHA-256): a random serial
   * number, no authority, the key usage critical, a subject key identifier.
   */
  public static X509Certificate selfSigned(KeyPair pair, Subject subject, Making making)
      throws KeyUnusableException {
    Instant start = subject.notBefore().truncatedTo(ChronoUnit.SECONDS);
    Instant end = start.plus(subject.validityDays(), ChronoUnit.DAYS);
    SubjectPublicKeyInfo key = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
    X500Name name = name(subject.commonName());
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            name, serial(making.random()), Date.from(start), Date.from(end), name, key);
    try {
      BasicConstraints constraints =
          subject.use() == Use.ISSUING ? new BasicConstraints(0) : new BasicConstraints(false);
      builder.addExtension(Extension.basicConstraints, true, constraints);
      extend(builder, key, subject.use());
      return signed(builder, pair.getPrivate(), making.signing());
    } catch (IOException e) {
      throw new IllegalStateException("making a certificate failed", e);
    }
  }

  /** Built from the string itself: other ways give '#' and '\\' at its start a meaning. */
  private static X500Name name(String commonName) {
    return new X500NameBuilder().addRDN(BCStyle.CN, new DERUTF8String(commonName)).build();
  }

  private static BigInteger serial(SecureRandom random) {
    return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS);
  }

  private static void extend(X509v3CertificateBuilder builder, SubjectPublicKeyInfo key, Use use)
      throws IOException {
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(use.usage));
    builder.addExtension(Extension.subjectKeyIdentifier, false, identifier(key));
  }

  private static X509Certificate signed(
      X509v3CertificateBuilder builder, PrivateKey key, Signing signing)
      throws IOException, KeyUnusableException {
    RsaSigner signer = new RsaSigner(key, signing);
    try {
      byte[] der = builder.build(signer).getEncoded();
      signer.rethrow();
      return Certificates.parse(der, "new certificate");
    } catch (MalformedInputException e) {
      throw new IllegalStateException("making a certificate failed", e);
    }
  }

  /** The first 160 bits of the key's SHA-256 (RFC 7093, section 2, method 1). */
  private static SubjectKeyIdentifier identifier(SubjectPublicKeyInfo key) {
    try {
      MessageDigest digest = Jdk.digest("SHA-256");
      byte[] hash = digest.digest(key.getPublicKeyData().getOctets());
      return new SubjectKeyIdentifier(Arrays.copyOf(hash, KEY_IDENTIFIER_SIZE));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Bouncy Castle's way to ask for a signature, without a provider of its own. */
  private static final class RsaSigner implements ContentSigner {

    private final PrivateKey key;
    private final Signing signing;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private Optional<KeyUnusableException> failure = Optional.empty();

    RsaSigner(PrivateKey key, Signing signing) {
      this.key = key;
      this.signing = signing;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return new AlgorithmIdentifier(
          PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
    }

    @Override
    public OutputStream getOutputStream() {
      return content;
    }

    @Override
    public byte[] getSignature() {
      try {
        return signing.sign(key, content.toByteArray());
      } catch (KeyUnusableException e) {
        failure = Optional.of(e);
        return new byte[0];
      }
    }

    /** What Bouncy Castle would not let through. */
    void rethrow() throws KeyUnusableException {
      if (failure.isPresent()) {
        throw failure.get();
      }
    }
  }
}
