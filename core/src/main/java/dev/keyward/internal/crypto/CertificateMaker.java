package dev.keyward.internal.crypto;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** Stub. */
public final class CertificateMaker {
  private CertificateMaker() {}

  /** Stub. */
  public enum Use {
    SIGNING,
    ENCRYPTION
  }

  /** Stub. */
  public static X509Certificate selfSigned(
      KeyPair k, String cn, Use use, Instant t, int days, SecureRandom r) {
    throw new UnsupportedOperationException();
  }
}
