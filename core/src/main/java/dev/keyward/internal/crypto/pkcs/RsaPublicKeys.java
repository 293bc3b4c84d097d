package dev.keyward.internal.crypto.pkcs;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.crypto.Jdk;
import dev.keyward.internal.crypto.certificate.Certificates;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Reads RSA public keys that are no certificate's: those of hosts. */
public final class RsaPublicKeys {

  private static final int MIN_BITS = 2048;
  private static final int MAX_BITS = 4096;
  private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(65537);
  private static final BigInteger MAX_EXPONENT = BigInteger.valueOf(0xffff_ffffL);

  private RsaPublicKeys() {}

  /**
   * The key that {@code spki} is, to the last byte: RSA of 2048 to 4096 bits with a sound exponent.
   *
   * @param spki the DER of a SubjectPublicKeyInfo (RFC 5280)
   * @throws MalformedInputException code {@code bad-public-key}
   */
  public static RSAPublicKey parse(byte[] spki, String where) throws MalformedInputException {
    try {
      RSAPublicKey key =
          (RSAPublicKey) Jdk.keyFactory().generatePublic(new X509EncodedKeySpec(spki));
      // One key must have one encoding, or it could be registered and revoked under two digests.
      if (key.getAlgorithm().equals("RSA") && Arrays.equals(key.getEncoded(), spki)) {
        return sound(key, where);
      }
    } catch (GeneralSecurityException | RuntimeException | StackOverflowError e) {
      // Said below.
    }
    throw bad(where, "bytes that are not an RSA public key");
  }

  /** The key in DER of any form: a SubjectPublicKeyInfo, a certificate, or PKCS#1 (RFC 8017). */
  static RSAPublicKey ofAnyForm(byte[] der, String where) throws MalformedInputException {
    ASN1Encodable[] parts;
    try {
      parts = ASN1Sequence.getInstance(der).toArray();
    } catch (RuntimeException | StackOverflowError e) {
      throw bad(where, "bytes that are not an RSA public key");
    }
    if (parts.length == 2 && parts[0] instanceof ASN1Integer) {
      return pkcs1(der, where);
    }
    return parts.length == 3 ? ofCertificate(der, where) : parse(der, where);
  }

  /** The key of an X.509 certificate. */
  static RSAPublicKey ofCertificate(byte[] der, String where) throws MalformedInputException {
    return parse(Certificates.parse(der, where).getPublicKey().getEncoded(), where);
  }

  /** The key that PKCS#1 in {@code der} is, to the last byte. */
  static RSAPublicKey pkcs1(byte[] der, String where) throws MalformedInputException {
    byte[] spki;
    try {
      AlgorithmIdentifier rsa =
          new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
      org.bouncycastle.asn1.pkcs.RSAPublicKey key =
          org.bouncycastle.asn1.pkcs.RSAPublicKey.getInstance(der);
      if (!Arrays.equals(key.getEncoded(ASN1Encoding.DER), der)) {
        throw bad(where, "bytes that are not an RSA public key");
      }
      spki = new SubjectPublicKeyInfo(rsa, key).getEncoded(ASN1Encoding.DER);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw bad(where, "bytes that are not an RSA public key");
    }
    return parse(spki, where);
  }

  private static RSAPublicKey sound(RSAPublicKey key, String where) throws MalformedInputException {
    int bits = key.getModulus().bitLength();
    BigInteger exponent = key.getPublicExponent();
    if (bits < MIN_BITS || bits > MAX_BITS) {
      throw bad(where, "an RSA key of " + bits + " bits");
    }
    if (!exponent.testBit(0)
        || exponent.compareTo(MIN_EXPONENT) < 0
        || exponent.compareTo(MAX_EXPONENT) > 0) {
      throw bad(where, "an unsafe RSA public exponent");
    }
    return key;
  }

  static MalformedInputException bad(String where, String found) {
    return new MalformedInputException(
        Fault.of("bad-public-key", where, found, "an RSA public key of 2048 to 4096 bits"));
  }
}
