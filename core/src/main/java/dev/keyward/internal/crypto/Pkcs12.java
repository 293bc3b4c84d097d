package dev.keyward.internal.crypto;

import dev.keyward.KeywardException;
import java.security.SecureRandom;
import java.util.List;

/** Stub. */
public final class Pkcs12 {
  private Pkcs12() {}

  /** Stub. */
  public enum Encryption {
    AES_256,
    TRIPLE_DES
  }

  /** Stub. */
  public static byte[] encode(List<KeyEntry> e, char[] p, Encryption c, SecureRandom r) {
    throw new UnsupportedOperationException();
  }

  /** Stub. */
  public static List<KeyEntry> decode(byte[] b, char[] p, String where) throws KeywardException {
    throw new UnsupportedOperationException();
  }
}
