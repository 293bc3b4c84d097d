package dev.keyward.internal.crypto;

import dev.keyward.BadPassphraseException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import java.security.cert.X509Certificate;
import java.util.List;

/** Keys and certificates in PEM (RFC 7468). */
public final class Pem {

  private Pem() {}

  /** Whether the first bytes other than white space open a PEM block or text before one. */
  public static boolean looksLikePem(byte[] file) {
    throw new IllegalStateException("not yet");
  }

  /** The private keys of a file with their certificates; passphrase null when none was given. */
  public static List<KeyEntry> decode(byte[] file, char[] passphrase, String where)
      throws MalformedInputException, UnsupportedFormatException, BadPassphraseException {
    throw new IllegalStateException("not yet");
  }

  /** The certificates of a PEM bundle, or the one that a DER file is. */
  public static List<X509Certificate> certificates(byte[] file, String where)
      throws MalformedInputException {
    throw new IllegalStateException("not yet");
  }
}
