package dev.keyward.cli.base;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.file.SafeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** The private key of a host, PKCS#8 in PEM without a passphrase, as a host keeps it. */
public final class HostKeyInput {

  private static final byte[] BEGIN =
      "-----BEGIN PRIVATE KEY-----".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "-----END".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_BYTES = 1 << 14;

  private HostKeyInput() {}

  public static KeyPair read(Path file, String where) throws KeywardException, IOException {
    byte[] pem = SafeFiles.readAtMost(file, MOST_BYTES);
    byte[] der = new byte[0];
    try {
      int begin = indexOf(pem, BEGIN, 0) + BEGIN.length;
      der =
          Base64.getMimeDecoder().decode(Arrays.copyOfRange(pem, begin, indexOf(pem, END, begin)));
      KeyFactory factory = KeyFactory.getInstance("RSA");
      PrivateKey key = factory.generatePrivate(new PKCS8EncodedKeySpec(der));
      if (key instanceof RSAPrivateCrtKey rsa) {
        RSAPublicKeySpec spec = new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent());
        return new KeyPair(factory.generatePublic(spec), key);
      }
      throw bad(where);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw bad(where, e);
    } finally {
      Arrays.fill(pem, (byte) 0);
      Arrays.fill(der, (byte) 0);
    }
  }

  private static int indexOf(byte[] in, byte[] what, int from) {
    for (int i = from; i + what.length <= in.length; i++) {
      if (Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    throw new IllegalArgumentException("not PEM");
  }

  private static MalformedInputException bad(String where) {
    return new MalformedInputException(fault(where));
  }

  private static MalformedInputException bad(String where, Exception cause) {
    return new MalformedInputException(fault(where), cause);
  }

  private static Fault fault(String where) {
    return Fault.of(
        "bad-host-key", where, "no RSA private key", "one in PEM, PKCS#8, without a passphrase");
  }
}
