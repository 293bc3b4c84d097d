package dev.keyward.internal.crypto;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

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
          (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(spki));
      // One key must have one encoding, or it could be registered and revoked under two digests.
      if (key.getAlgorithm().equals("RSA") && Arrays.equals(key.getEncoded(), spki)) {
        return sound(key, where);
      }
    } catch (GeneralSecurityException | RuntimeException | StackOverflowError e) {
      // Said below.
    }
    throw bad(where, "bytes that are no RSA public key");
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
