package dev.keyward.internal.crypto;

import dev.keyward.KeywardException;
import java.security.cert.X509Certificate;
import java.util.List;

/** Stub. */
public final class Pem {
  private Pem() {}

  /** Stub. */
  public static List<KeyEntry> decode(byte[] b, char[] p, String where) throws KeywardException {
    throw new UnsupportedOperationException();
  }

  /** Stub. */
  public static List<X509Certificate> certificates(byte[] b, String where) throws KeywardException {
    throw new UnsupportedOperationException();
  }
}
