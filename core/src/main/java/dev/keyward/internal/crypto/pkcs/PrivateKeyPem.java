package dev.keyward.internal.crypto.pkcs;

import dev.keyward.KeywardException;
import dev.keyward.internal.crypto.Jdk;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/**
 * One RSA private key in PEM (RFC 7468), PKCS#8 (RFC 5208) without a passphrase. Nothing else is
 * read, so that the key never becomes a text.
 */
public final class PrivateKeyPem {

  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----\n";
  private static final String END = "\n-----END PRIVATE KEY-----\n";
  private static final int LINE = 64;
  private static final byte[] LINE_FEED = {'\n'};

  private PrivateKeyPem() {}

  /** The file of a private key; the caller's to wipe. */
  public static byte[] encode(PrivateKey key) {
    byte[] der = key.getEncoded();
    try {
      return pem(der);
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  /**
   * Reads what {@link #encode} wrote, with line ends of either kind, and works out the public half.
   *
   * @param file stays the caller's to wipe
   * @throws dev.keyward.MalformedInputException code {@code bad-key-file}
   */
  public static KeyPair decode(byte[] file, String where) throws KeywardException {
    byte[] text = withoutReturns(file);
    byte[] der = new byte[0];
    try {
      der = der(text, where);
      PrivateKey key = RsaPrivateKeys.of(PrivateKeyInfo.getInstance(der), where);
      return new KeyPair(publicHalf((RSAPrivateCrtKey) key), key);
    } catch (IllegalArgumentException e) {
      throw KeyFileFaults.malformed(where, "a private key that is not whole");
    } finally {
      Arrays.fill(der, (byte) 0);
      Arrays.fill(text, (byte) 0);
    }
  }

  private static byte[] withoutReturns(byte[] file) {
    byte[] kept = new byte[file.length];
    int size = 0;
    for (byte each : file) {
      if (each != '\r') {
        kept[size++] = each;
      }
    }
    byte[] text = Arrays.copyOf(kept, size);
    Arrays.fill(kept, (byte) 0);
    return text;
  }

  private static PublicKey publicHalf(RSAPrivateCrtKey key) {
    try {
      return Jdk.keyFactory()
          .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no public half", e);
    }
  }

  private static byte[] der(byte[] file, String where) throws KeywardException {
    byte[] begin = line(BEGIN);
    byte[] end = line(END);
    int last = file.length - end.length;
    boolean framed =
        last > begin.length
            && Arrays.equals(file, 0, begin.length, begin, 0, begin.length)
            && Arrays.equals(file, last, file.length, end, 0, end.length);
    if (!framed) {
      throw KeyFileFaults.malformed(where, "not the PEM of one private key");
    }
    byte[] text = Arrays.copyOfRange(file, begin.length, last);
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw KeyFileFaults.malformed(where, "loose base64");
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  private static byte[] pem(byte[] der) {
    byte[] begin = line(BEGIN);
    byte[] end = line(END);
    byte[] text = Base64.getMimeEncoder(LINE, LINE_FEED).encode(der);
    byte[] file = Arrays.copyOf(begin, begin.length + text.length + end.length);
    System.arraycopy(text, 0, file, begin.length, text.length);
    System.arraycopy(end, 0, file, begin.length + text.length, end.length);
    Arrays.fill(text, (byte) 0);
    return file;
  }

  private static byte[] line(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
