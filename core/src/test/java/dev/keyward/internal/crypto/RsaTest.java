package dev.keyward.internal.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.interfaces.RSAKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RsaTest {

  private static final SecureRandom RANDOM = TestKeys.random(9);

  private static final List<String> DIGESTS = List.of("SHA-1", "SHA-256", "SHA-384", "SHA-512");
  private static final byte[] TEXT = {1, 2, 3, 4};

  static List<Rsa> providers() {
    return Rsa.corretto().map(fast -> List.of(Rsa.jdk(), fast)).orElse(List.of(Rsa.jdk()));
  }

  private static Rsa corretto() {
    assumeTrue(Rsa.corretto().isPresent(), "skipped: Corretto does not load here");
    return Rsa.corretto().get();
  }

  @Test
  void saysWhichProviderIsInUse() {
    int version = Runtime.version().feature();
    assertEquals("JDK SunRsaSign " + version, Rsa.jdk().description());
    assertTrue(corretto().description().startsWith("AmazonCorrettoCryptoProvider "));
  }

  @Test
  void leavesTheListOfProvidersAlone() {
    corretto();
    for (Provider provider : Security.getProviders()) {
      assertFalse(provider.getName().contains("Corretto"));
    }
  }

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void everyProviderVerifiesEveryOthersSignatures(SignatureAlgorithm algorithm)
      throws KeywardException {
    for (Rsa signer : providers()) {
      byte[] value = signer.sign(algorithm, TestKeys.FIRST.getPrivate(), TEXT, TEXT);
      for (Rsa verifier : providers()) {
        byte[] joined = {1, 2, 3, 4, 1, 2, 3, 4};
        assertTrue(verifier.verify(algorithm, TestKeys.FIRST.getPublic(), value, joined));
        assertFalse(verifier.verify(algorithm, TestKeys.FIRST.getPublic(), value, TEXT));
        assertFalse(verifier.verify(algorithm, TestKeys.SECOND.getPublic(), value, joined));
      }
    }
  }

  @Test
  void signaturesWithoutASaltAreTheSameOnBoth() throws KeywardException {
    PrivateKey key = TestKeys.FIRST.getPrivate();
    assertArrayEquals(
        Rsa.jdk().sign(SignatureAlgorithm.RSA_SHA256, key, TEXT),
        corretto().sign(SignatureAlgorithm.RSA_SHA256, key, TEXT));
  }

  @Test
  void everyProviderOpensWhatEveryOtherWrapsWithEveryPairOfDigests() throws KeywardException {
    for (String digest : DIGESTS) {
      for (String mask : DIGESTS) {
        for (Rsa sender : providers()) {
          byte[] wrapped =
              sender.encrypt(
                  new Rsa.Digests(digest, mask), TestKeys.FIRST.getPublic(), TEXT, RANDOM);
          for (Rsa opener : providers()) {
            assertArrayEquals(
                TEXT,
                opener
                    .decrypt(new Rsa.Digests(digest, mask), TestKeys.FIRST.getPrivate(), wrapped)
                    .orElseThrow(() -> new AssertionError(digest + " and " + mask)));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void otherDigestsDoNotOpen(Rsa rsa) throws KeywardException {
    byte[] wrapped =
        rsa.encrypt(new Rsa.Digests("SHA-256", "SHA-1"), TestKeys.FIRST.getPublic(), TEXT, RANDOM);
    PrivateKey key = TestKeys.FIRST.getPrivate();
    assertTrue(rsa.decrypt(new Rsa.Digests("SHA-256", "SHA-256"), key, wrapped).isEmpty());
    assertTrue(rsa.decrypt(new Rsa.Digests("SHA-1", "SHA-1"), key, wrapped).isEmpty());
    assertTrue(rsa.decrypt(new Rsa.Digests("SHA-1", "SHA-256"), key, wrapped).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void takesOnlyValuesAsLongAsTheModulus(Rsa rsa) throws KeywardException {
    byte[] value = rsa.sign(SignatureAlgorithm.RSA_SHA256, TestKeys.FIRST.getPrivate(), TEXT);
    byte[] wrapped =
        rsa.encrypt(
            new Rsa.Digests("SHA-256", "SHA-256"), TestKeys.FIRST.getPublic(), TEXT, RANDOM);
    for (int size : new int[] {0, 1, 255, 257, 512, 5000}) {
      assertFalse(verifies(rsa, Arrays.copyOf(value, size)));
      assertFalse(opens(rsa, Arrays.copyOf(wrapped, size)));
    }
    byte[] zeroInFront = new byte[257];
    System.arraycopy(value, 0, zeroInFront, 1, 256);
    assertFalse(verifies(rsa, zeroInFront));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void answersAnyBytesWithoutAnException(Rsa rsa) throws KeywardException {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      byte[] value = new byte[256];
      random.nextBytes(value);
      assertFalse(verifies(rsa, value));
      assertFalse(opens(rsa, value));
    }
    for (int edge : new int[] {0, 1, 0xff}) {
      byte[] value = new byte[256];
      Arrays.fill(value, (byte) edge);
      assertFalse(verifies(rsa, value));
      assertFalse(opens(rsa, value));
    }
  }

  private static boolean verifies(Rsa rsa, byte[] value) {
    return rsa.verify(SignatureAlgorithm.RSA_SHA256, TestKeys.FIRST.getPublic(), value, TEXT)
        || rsa.verify(SignatureAlgorithm.PSS_SHA512, TestKeys.FIRST.getPublic(), value, TEXT);
  }

  private static boolean opens(Rsa rsa, byte[] wrapped) throws KeywardException {
    return rsa.decrypt(new Rsa.Digests("SHA-256", "SHA-256"), TestKeys.FIRST.getPrivate(), wrapped)
        .isPresent();
  }

  @ParameterizedTest
  @MethodSource("providers")
  void keysOfAnotherKindVerifyNothingAndCannotBeUsed(Rsa rsa) throws Exception {
    KeyPair other = KeyPairGenerator.getInstance("EC").generateKeyPair();
    byte[] value = new byte[256];
    assertFalse(rsa.verify(SignatureAlgorithm.RSA_SHA256, other.getPublic(), value, TEXT));
    Rsa.Digests digests = new Rsa.Digests("SHA-256", "SHA-256");
    assertThrows(KeyUnusableException.class, () -> rsa.decrypt(digests, other.getPrivate(), value));
    assertThrows(
        KeyUnusableException.class,
        () -> rsa.sign(SignatureAlgorithm.RSA_SHA256, other.getPrivate(), TEXT));
  }

  @Test
  void generatesKeysOfTheSizeAskedFor() {
    KeyPair pair = Rsa.generate(2048, TestKeys.random(9));
    assertEquals(2048, ((RSAKey) pair.getPublic()).getModulus().bitLength());
  }

  @Test
  void translatesAKeyOnlyOnce() throws Exception {
    Rsa fast = corretto();
    KeyTranslations translations = new KeyTranslations(fast.provider().orElseThrow());
    PrivateKey key = TestKeys.FIRST.getPrivate();
    PrivateKey own = translations.of(key, PrivateKey.class);
    assertNotSame(key, own);
    assertSame(own, translations.of(key, PrivateKey.class));
    assertSame(own, translations.of(own, PrivateKey.class));
    assertEquals(1, translations.size());
  }

  @Test
  void remembersKeysUpToSoManyBytes() throws Exception {
    // A public key of 2048 bits counts as 512 bytes and ten times its modulus.
    long hundredKeys = 100 * (512 + 10 * 256);
    KeyTranslations translations =
        new KeyTranslations(corretto().provider().orElseThrow(), hundredKeys);
    KeyFactory factory = KeyFactory.getInstance("RSA");
    X509EncodedKeySpec spec = new X509EncodedKeySpec(TestKeys.FIRST.getPublic().getEncoded());
    List<PublicKey> alive = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      PublicKey key = factory.generatePublic(spec);
      alive.add(key);
      translations.of(key, PublicKey.class);
    }
    assertEquals(150, alive.size());
    assertEquals(100, translations.size());
  }
}
