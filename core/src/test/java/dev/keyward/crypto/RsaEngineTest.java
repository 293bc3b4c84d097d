package dev.keyward.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.internal.crypto.TestKeys;
import dev.keyward.secret.SecretBytes;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RsaEngineTest {

  private static final byte[] TEXT = {5, 6, 7};
  private static final OaepParameters OAEP = OaepParameters.SHA256;
  private static KeyPair pair;

  @BeforeAll
  static void makeKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048, TestKeys.random(111));
    pair = generator.generateKeyPair();
  }

  static List<RsaEngine> engines() {
    return List.of(RsaEngine.jdk(), RsaEngine.fastest());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void verifiesItsOwnSignature(RsaEngine engine) throws Exception {
    Signature signature = engine.sign(pair.getPrivate(), TEXT, TEXT);
    assertTrue(engine.verify(signature, pair.getPublic(), TEXT, TEXT));
    assertFalse(engine.verify(signature, pair.getPublic(), TEXT));
  }

  @Test
  void signaturesAreTheSameWhicheverProviderIsFastest() throws KeywardException {
    assertEquals(
        RsaEngine.jdk().sign(pair.getPrivate(), TEXT),
        RsaEngine.fastest().sign(pair.getPrivate(), TEXT));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void saysThatItCannotCheckAnUnknownAlgorithm(RsaEngine engine) {
    Signature signature = Signature.of("http://www.w3.org/2000/09/xmldsig#rsa-sha1", new byte[256]);
    assertFalse(RsaEngine.knows(signature.algorithm()));
    UnsupportedFormatException thrown =
        assertThrows(
            UnsupportedFormatException.class,
            () -> engine.verify(signature, pair.getPublic(), TEXT));
    assertEquals("unknown-algorithm", thrown.fault().code());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void opensWhatItWraps(RsaEngine engine) throws KeywardException {
    for (OaepParameters parameters : List.of(OAEP, new OaepParameters("SHA-256", "SHA-1"))) {
      byte[] wrapped = wrap(engine, parameters);
      try (SecretBytes opened =
          engine.unwrap(parameters, pair.getPrivate(), wrapped, TEXT.length).orElseThrow()) {
        assertArrayEquals(TEXT, opened.<byte[], RuntimeException>lend(byte[]::clone));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aSecretOfAnotherSizeDoesNotOpen(RsaEngine engine) throws KeywardException {
    byte[] wrapped = wrap(engine, OAEP);
    assertEquals(Optional.empty(), engine.unwrap(OAEP, pair.getPrivate(), wrapped, 32));
    wrapped[200] ^= 1;
    assertEquals(Optional.empty(), engine.unwrap(OAEP, pair.getPrivate(), wrapped, TEXT.length));
  }

  private static byte[] wrap(RsaEngine engine, OaepParameters parameters) {
    try (SecretBytes secret = SecretBytes.copyOf(TEXT)) {
      return engine.wrap(parameters, pair.getPublic(), secret, TestKeys.random(111));
    }
  }

  @Test
  void namesItsProvider() {
    assertTrue(RsaEngine.jdk().description().startsWith("JDK "));
    assertFalse(RsaEngine.fastest().description().isEmpty());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Corretto is for Linux here")
  void fastestIsRequiredWhereItIsThere() {
    assertEquals(Optional.empty(), RsaEngine.whyNotFastest());
    assertEquals(RsaEngine.fastest().description(), RsaEngine.requireFastest().description());
  }

  @Test
  void saysWhyItFallsBackAndRefusesWhereTheFastestIsRequired() throws Exception {
    List<URL> withoutCorretto = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!entry.contains("AmazonCorretto")) {
        withoutCorretto.add(Path.of(entry).toUri().toURL());
      }
    }
    try (URLClassLoader loader =
        new URLClassLoader(
            withoutCorretto.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> engine = loader.loadClass(RsaEngine.class.getName());
      Object fallback = engine.getMethod("fastest").invoke(null);
      assertEquals(RsaEngine.jdk().description(), engine.getMethod("description").invoke(fallback));
      assertEquals(
          Optional.of("it is not on the class path"),
          engine.getMethod("whyNotFastest").invoke(null));
      InvocationTargetException refused =
          assertThrows(
              InvocationTargetException.class,
              () -> engine.getMethod("requireFastest").invoke(null));
      assertEquals(
          "no Amazon Corretto Crypto Provider: it is not on the class path",
          refused.getCause().getMessage());
    }
  }
}
