package dev.keyward.internal.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The prepared keys of {@code fixtures/key-pool}, by their number. */
public final class KeyPool {

  /** Those of 2048 bits. */
  public static final List<RSAPrivateCrtKey> KEYS = read("keys.txt");

  /** Those of 3072 bits. */
  static final List<RSAPrivateCrtKey> LONG_KEYS = read("keys-3072.txt");

  private KeyPool() {}

  private static List<RSAPrivateCrtKey> read(String name) {
    Path file = Path.of(System.getProperty("keyward.fixtures"), "key-pool", name);
    try {
      KeyFactory factory = KeyFactory.getInstance("RSA");
      List<RSAPrivateCrtKey> keys = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        byte[] key = Base64.getDecoder().decode(line);
        keys.add((RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(key)));
      }
      return List.copyOf(keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key of 2048 bits with that number, and its public half. */
  public static KeyPair pair(int number) {
    RSAPrivateCrtKey key = KEYS.get(number);
    try {
      return new KeyPair(
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())),
          key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
