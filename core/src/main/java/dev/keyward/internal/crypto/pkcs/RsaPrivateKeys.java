package dev.keyward.internal.crypto.pkcs;

import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.internal.crypto.Jdk;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;

/** Reads RSA private keys, and holds them to be whole: their numbers must belong together. */
final class RsaPrivateKeys {

  private static final int MAX_BITS = 8192;

  private RsaPrivateKeys() {}

  /** The key of a PKCS#8 structure (RFC 5208); its attributes are passed over. */
  static PrivateKey of(PrivateKeyInfo info, String where)
      throws MalformedInputException, UnsupportedFormatException {
    if (!info.getPrivateKeyAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
      throw KeyFileFaults.unknown(
          where,
          "a private key of kind "
              + KeyKind.name(info.getPrivateKeyAlgorithm().getAlgorithm().getId()),
          "an RSA key");
    }
    return pkcs1(info.getPrivateKey().getOctets(), where);
  }

  /** The key of a PKCS#1 structure (RFC 8017, appendix A.1.2) with two primes. */
  static PrivateKey pkcs1(byte[] der, String where)
      throws MalformedInputException, UnsupportedFormatException {
    try {
      RSAPrivateKey key = RSAPrivateKey.getInstance(der);
      if (key.getVersion().signum() != 0) {
        throw KeyFileFaults.unknown(where, "an RSA key of many primes", "one of two primes");
      }
      checkNumbers(key);
      return Jdk.keyFactory().generatePrivate(spec(key));
    } catch (GeneralSecurityException | RuntimeException e) {
      // The cause is dropped: nothing that was read here may show up in a message.
      throw KeyFileFaults.malformed(where, "a private key that is not whole");
    }
  }

  private static RSAPrivateCrtKeySpec spec(RSAPrivateKey key) {
    return new RSAPrivateCrtKeySpec(
        key.getModulus(),
        key.getPublicExponent(),
        key.getPrivateExponent(),
        key.getPrime1(),
        key.getPrime2(),
        key.getExponent1(),
        key.getExponent2(),
        key.getCoefficient());
  }

  /** A key with one wrong number gives away its primes by the first signature it makes. */
  private static void checkNumbers(RSAPrivateKey key) {
    BigInteger p = key.getPrime1();
    BigInteger q = key.getPrime2();
    BigInteger e = key.getPublicExponent();
    boolean small =
        Stream.of(key.getModulus(), e, key.getPrivateExponent(), p, q)
            .allMatch(number -> number.signum() > 0 && number.bitLength() <= MAX_BITS);
    if (!small
        || !p.multiply(q).equals(key.getModulus())
        || !inverse(e, key.getPrivateExponent(), p.subtract(BigInteger.ONE))
        || !inverse(e, key.getPrivateExponent(), q.subtract(BigInteger.ONE))
        || !inverse(e, key.getExponent1(), p.subtract(BigInteger.ONE))
        || !inverse(e, key.getExponent2(), q.subtract(BigInteger.ONE))
        || !inverse(q, key.getCoefficient(), p)) {
      throw new IllegalArgumentException("numbers that do not belong together");
    }
  }

  private static boolean inverse(BigInteger a, BigInteger b, BigInteger modulus) {
    return b.signum() > 0
        && b.bitLength() <= MAX_BITS
        && a.multiply(b).mod(modulus).equals(BigInteger.ONE);
  }

  /** Whether {@code certificate} is for the public half of {@code key}. */
  static boolean belongs(PrivateKey key, X509Certificate certificate) {
    return key instanceof RSAPrivateCrtKey pair
        && certificate.getPublicKey() instanceof RSAPublicKey half
        && pair.getModulus().equals(half.getModulus())
        && pair.getPublicExponent().equals(half.getPublicExponent());
  }
}
