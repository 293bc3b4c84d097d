package dev.keyward.internal.crypto.pkcs;

import dev.keyward.UnsupportedFormatException;
import dev.keyward.internal.crypto.AcceptedAlgorithms;
import dev.keyward.internal.crypto.Jdk;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PBMAC1Params;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;

/** The message authentication code of a PKCS#12 file (RFC 7292, section 4; RFC 9579). */
final class Pkcs12Mac {

  private Pkcs12Mac() {}

  /** The code over {@code content}, by SHA-1 or SHA-256. */
  static MacData make(
      ASN1ObjectIdentifier digest,
      char[] passphrase,
      PassphraseKeys.Salted salted,
      byte[] content) {
    String name =
        Objects.requireNonNull(
            AcceptedAlgorithms.KEY_FILE_DIGESTS.get(digest.getId()), "SHA-1 or SHA-256");
    byte[] bmp = PassphraseKeys.bmp(passphrase);
    byte[] key = PassphraseKeys.pkcs12Mac(name, bmp, salted);
    try {
      byte[] code = hmac(hmacName(name), key, content);
      AlgorithmIdentifier algorithm = new AlgorithmIdentifier(digest, DERNull.INSTANCE);
      return new MacData(new DigestInfo(algorithm, code), salted.salt(), salted.iterations());
    } finally {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(bmp, (byte) 0);
    }
  }

  /** Whether {@code mac} is the code over {@code content}. */
  static boolean matches(MacData mac, byte[] content, PassphraseDecryption decryption)
      throws UnsupportedFormatException {
    AlgorithmIdentifier algorithm = mac.getMac().getAlgorithmId();
    if (algorithm.getAlgorithm().getId().equals(AcceptedAlgorithms.PBMAC1)) {
      return pbmac1(PBMAC1Params.getInstance(algorithm.getParameters()), mac, content, decryption);
    }
    String digest = AcceptedAlgorithms.KEY_FILE_DIGESTS.get(algorithm.getAlgorithm().getId());
    if (digest == null) {
      throw KeyFileFaults.unknown(
          decryption.where(), "a MAC with digest " + algorithm.getAlgorithm(), "SHA-1 or SHA-2");
    }
    int iterations = decryption.budget().iterations(mac.getIterationCount());
    byte[] key =
        PassphraseKeys.pkcs12Mac(
            digest,
            decryption.bmpPassphrase(),
            new PassphraseKeys.Salted(mac.getSalt(), iterations));
    return equal(hmacName(digest), key, content, mac);
  }

  private static boolean pbmac1(
      PBMAC1Params parameters, MacData mac, byte[] content, PassphraseDecryption decryption)
      throws UnsupportedFormatException {
    AlgorithmIdentifier derivation = parameters.getKeyDerivationFunc();
    if (!derivation.getAlgorithm().getId().equals(AcceptedAlgorithms.PBKDF2)) {
      throw KeyFileFaults.unknown(
          decryption.where(), "PBMAC1 with " + derivation.getAlgorithm(), "PBKDF2");
    }
    PBKDF2Params pbkdf2 = PBKDF2Params.getInstance(derivation.getParameters());
    BigInteger size = pbkdf2.getKeyLength();
    // RFC 9579 wants the length stated; shorter keys would make the code easy to guess, and each
    // further block of a longer one costs all iterations once more.
    if (size == null || size.bitLength() > 8 || size.intValue() < 20 || size.intValue() > 64) {
      throw new IllegalArgumentException("PBMAC1 with a missing or unfit key length");
    }
    String name = decryption.mac(parameters.getMessageAuthScheme());
    return equal(name, decryption.pbkdf2(pbkdf2, size.intValue()), content, mac);
  }

  private static boolean equal(String name, byte[] key, byte[] content, MacData mac) {
    try {
      return MessageDigest.isEqual(hmac(name, key, content), mac.getMac().getDigest());
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static String hmacName(String digest) {
    return "Hmac" + digest.replace("-", "");
  }

  private static byte[] hmac(String name, byte[] key, byte[] content) {
    try {
      Mac mac = Jdk.mac(name);
      mac.init(new SecretKeySpec(key, name));
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + name, e);
    }
  }
}
