package dev.keyward.internal.crypto.pkcs;

import dev.keyward.BadPassphraseException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import java.util.Arrays;
import java.util.Optional;

/** A file of PKCS#12 or PEM, in UTF-16 or bare base64 too, as {@code certutil -encode} has it. */
public final class KeyFile {

  private KeyFile() {}

  /** Whether a passphrase opens it: all of PKCS#12, and PEM with encrypted keys. */
  public static boolean needsPassphrase(byte[] file) {
    byte[] plain = FileText.plain(file);
    try {
      return !Pem.hasKeyInClear(plain);
    } finally {
      wipeCopy(plain, file);
    }
  }

  /** Whether it is PKCS#12, as far as its first bytes tell. */
  public static boolean isPkcs12(byte[] file) {
    byte[] plain = FileText.plain(file);
    try {
      return Pem.looksLikePem(plain)
          ? Pem.pkcs12(plain, "").isPresent()
          : DerKind.of(plain) == DerKind.PKCS12;
    } catch (MalformedInputException | UnsupportedFormatException e) {
      return false;
    } finally {
      wipeCopy(plain, file);
    }
  }

  /**
   * All that the file holds.
   *
   * @param passphrase empty when there is none; stays the caller's to wipe
   * @throws MalformedInputException code {@code bad-key-file} or {@code bad-certificate}
   * @throws UnsupportedFormatException code {@code unknown-algorithm}, {@code too-large} or {@code
   *     costly-key-derivation}
   * @throws BadPassphraseException code {@code wrong-passphrase} or {@code no-passphrase}
   */
  public static KeyFileContent open(byte[] file, Optional<char[]> passphrase, String where)
      throws MalformedInputException, UnsupportedFormatException, BadPassphraseException {
    KeyFileFaults.checkSize(file, where);
    byte[] plain = FileText.plain(file);
    try {
      Optional<byte[]> inside =
          Pem.looksLikePem(plain) ? Pem.pkcs12(plain, where) : Optional.of(plain);
      return inside.isPresent()
          ? Pkcs12.open(inside.get(), passphrase.orElse(new char[0]), where)
          : Pem.open(plain, passphrase, where);
    } finally {
      wipeCopy(plain, file);
    }
  }

  /** A copy may hold a key in clear; the file itself is the caller's. */
  private static void wipeCopy(byte[] copy, byte[] file) {
    if (copy != file) {
      Arrays.fill(copy, (byte) 0);
    }
  }
}
