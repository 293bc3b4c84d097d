package dev.keyward.internal.crypto;

import dev.keyward.KeywardException;
import dev.keyward.internal.crypto.certificate.CertificateMaker;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** The same keys at every run. */
public final class TestKeys {

  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  public static final KeyPair FIRST = KeyPool.pair(0);
  public static final KeyPair SECOND = KeyPool.pair(1);

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
      return CertificateMaker.selfSigned(pair, subject, CertificateMaker.Making.jdk(random(3)));
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
}
