package dev.keyward.internal.crypto;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.KeywardException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** The same keys at every run, and where vectors lie. */
public final class TestKeys {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  public static final KeyPair FIRST = Rsa.generate(2048, random(1));
  static final KeyPair SECOND = Rsa.generate(2048, random(2));

  private TestKeys() {}

  public static SecureRandom random(long seed) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(seed);
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public static X509Certificate certificate(KeyPair pair, String name) {
    CertificateMaker.Subject subject =
        new CertificateMaker.Subject(name, CertificateMaker.Use.SIGNING, START, 3650);
    try {
      return CertificateMaker.selfSigned(pair, subject, random(3));
    } catch (KeywardException e) {
      throw new IllegalStateException(e);
    }
  }

  public static KeyEntry first() {
    return new KeyEntry("first", FIRST.getPrivate(), certificate(FIRST, "First"));
  }

  public static KeyEntry second() {
    return new KeyEntry("zweiter Schlüssel", SECOND.getPrivate(), certificate(SECOND, "Second"));
  }

  /** The path of shared vectors; the test is skipped where they are not there. */
  public static Path vectors(String name) {
    Path path = Path.of(System.getProperty("keyward.vectors", "vectors"), name);
    assumeTrue(Files.exists(path), "skipped: no vectors at " + path);
    return path;
  }
}
