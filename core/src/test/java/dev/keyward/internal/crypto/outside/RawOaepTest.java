package dev.keyward.internal.crypto.outside;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.TestKeys;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RawOaepTest {

  private static final int SIZE = 32;
  private static KeyPair pair;

  @BeforeAll
  static void makeKey() {
    pair = Rsa.generate(2048, TestKeys.random(2701));
  }

  static List<Rsa.Digests> digests() {
    return List.of(
        new Rsa.Digests("SHA-256", "SHA-256"),
        new Rsa.Digests("SHA-1", "SHA-1"),
        new Rsa.Digests("SHA-256", "SHA-1"),
        new Rsa.Digests("SHA-512", "SHA-384"));
  }

  private static byte[] message(int size) {
    byte[] message = new byte[size];
    TestKeys.random(2702).nextBytes(message);
    return message;
  }

  /** The power that a device computes. */
  static byte[] power(KeyPair pair, byte[] encrypted) {
    RSAPrivateKey key = (RSAPrivateKey) pair.getPrivate();
    byte[] power =
        new BigInteger(1, encrypted)
            .modPow(key.getPrivateExponent(), key.getModulus())
            .toByteArray();
    byte[] whole = new byte[256];
    int length = Math.min(256, power.length);
    System.arraycopy(power, power.length - length, whole, 256 - length, length);
    return whole;
  }

  private static byte[] encoded(Rsa.Digests digests, byte[] message) {
    return power(
        pair, Rsa.jdk().encrypt(digests, pair.getPublic(), message, TestKeys.random(2703)));
  }

  @ParameterizedTest
  @MethodSource("digests")
  void decodesWhatTheJdkEncodes(Rsa.Digests digests) {
    byte[] message = message(SIZE);
    byte[] encoded = encoded(digests, message);
    assertArrayEquals(message, new RawOaep(digests).decode(encoded, SIZE).orElseThrow());
  }

  @Test
  void everyChangedByteClosesIt() {
    Rsa.Digests digests = digests().get(0);
    byte[] encoded = encoded(digests, message(SIZE));
    RawOaep decoder = new RawOaep(digests);
    for (int i = 0; i < encoded.length; i++) {
      byte[] changed = encoded.clone();
      changed[i] ^= 1;
      assertEquals(Optional.empty(), decoder.decode(changed, SIZE), "byte " + i);
    }
  }

  @Test
  void aMessageOfAnotherLengthDoesNotOpen() {
    Rsa.Digests digests = digests().get(0);
    for (int size : List.of(0, 1, SIZE - 1, SIZE + 1, 190)) {
      byte[] encoded = encoded(digests, message(size));
      assertEquals(Optional.empty(), new RawOaep(digests).decode(encoded, SIZE), "size " + size);
    }
  }

  @Test
  void theDigestsMustBeTheSame() {
    byte[] encoded = encoded(digests().get(0), message(SIZE));
    assertEquals(Optional.empty(), new RawOaep(digests().get(2)).decode(encoded, SIZE));
  }

  @Test
  void aPowerThatIsTooShortDoesNotOpen() {
    assertEquals(Optional.empty(), new RawOaep(digests().get(0)).decode(new byte[96], SIZE));
  }
}
