package dev.keyward.internal.crypto;

import dev.keyward.BadPassphraseException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import java.security.SecureRandom;
import java.util.List;

/** Key files of PKCS#12 (RFC 7292). */
public final class Pkcs12 {

  private Pkcs12() {}

  /** How the private keys in a file are encrypted. */
  public enum Encryption {
    /** PBES2: AES-256-CBC under PBKDF2 with HMAC-SHA256; MAC with SHA-256. */
    AES_256,
    /** Three-key triple DES and SHA-1, for Windows before 2019. */
    TRIPLE_DES
  }

  /** Writes a file. */
  public static byte[] encode(
      List<KeyEntry> entries, char[] passphrase, Encryption encryption, SecureRandom random) {
    throw new IllegalStateException("not yet");
  }

  /** Reads a file. */
  public static List<KeyEntry> decode(byte[] file, char[] passphrase, String where)
      throws MalformedInputException, UnsupportedFormatException, BadPassphraseException {
    throw new IllegalStateException("not yet");
  }
}
