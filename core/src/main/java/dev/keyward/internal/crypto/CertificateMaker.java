package dev.keyward.internal.crypto;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** Makes self-signed certificates. */
public final class CertificateMaker {

  private CertificateMaker() {}

  /** What the key of a certificate is for. */
  public enum Use {
    /** Digital signature. */
    SIGNING,
    /** Key and data encipherment. */
    ENCRYPTION
  }

  /** What a certificate says; the subject has only a common name. */
  public record Subject(String commonName, Use use, Instant notBefore, int validityDays) {}

  /** A certificate for {@code pair}, signed by it with SHA-256. */
  public static X509Certificate selfSigned(KeyPair pair, Subject subject, SecureRandom random) {
    throw new IllegalStateException("not yet");
  }
}
