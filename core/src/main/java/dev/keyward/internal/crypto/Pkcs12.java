package dev.keyward.internal.crypto;

import dev.keyward.BadPassphraseException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/**
 * Key files of PKCS#12 (RFC 7292). The passphrase counts as UTF-16 where PKCS#12 derives keys
 * itself and as UTF-8 for PBKDF2 and scrypt, as OpenSSL has it. Nothing is loaded as a security
 * provider: derivations and ciphers are the JDK's, the structures Bouncy Castle's.
 */
public final class Pkcs12 {

  private Pkcs12() {}

  /** How the private keys in a file are encrypted. */
  public enum Encryption {
    /**
     * PBES2 with AES-256-CBC under PBKDF2 with HMAC-SHA256, 600,000 iterations, for each key; a MAC
     * with SHA-256 of as many, so that it is not the easier one to try passphrases on.
     */
    AES_256(600_000),
    /**
     * Triple DES and a MAC with SHA-1, 200,000 iterations each, for old Windows, which reads
     * nothing newer.
     */
    TRIPLE_DES(200_000);

    private final int iterations;

    Encryption(int iterations) {
      this.iterations = iterations;
    }
  }

  /**
   * A file of these keys, encrypted, with their certificates, in clear, and a MAC over all.
   *
   * @param passphrase stays the caller's to wipe
   */
  public static byte[] encode(
      List<KeyEntry> entries, char[] passphrase, Encryption encryption, SecureRandom random) {
    return new Pkcs12Writer(passphrase, encryption, encryption.iterations, random).write(entries);
  }

  /** For tests that open a file thousands of times. */
  static byte[] encodeWeakly(
      List<KeyEntry> entries, char[] passphrase, Encryption encryption, SecureRandom random) {
    return new Pkcs12Writer(passphrase, encryption, 2, random).write(entries);
  }

  /**
   * The private keys of a file, each with the certificate for its public half; other certificates
   * are passed over. RSA only. At most 1 MiB, 64 bags, 5,000,000 iterations a derivation and 256
   * MiB for scrypt; all of it is checked before it is spent.
   *
   * @param passphrase stays the caller's to wipe
   * @throws MalformedInputException code {@code bad-key-file} or {@code bad-certificate}
   * @throws UnsupportedFormatException code {@code unknown-algorithm}, {@code too-large} or {@code
   *     costly-key-derivation}
   * @throws BadPassphraseException code {@code wrong-passphrase}
   */
  public static List<KeyEntry> decode(byte[] file, char[] passphrase, String where)
      throws MalformedInputException, UnsupportedFormatException, BadPassphraseException {
    KeyFileFaults.checkSize(file, where);
    DerivationBudget budget = new DerivationBudget(where);
    byte[] bmp = PassphraseKeys.bmp(passphrase);
    try {
      return decode(file, new PassphraseDecryption(passphrase, bmp, budget, where));
    } catch (BadPassphraseException e) {
      if (passphrase.length > 0) {
        throw e;
      }
      // An empty passphrase is either an empty string with its final zero, or nothing at all.
      byte[] nothing = {};
      return decode(file, new PassphraseDecryption(passphrase, nothing, budget, where));
    } finally {
      Arrays.fill(bmp, (byte) 0);
    }
  }

  private static List<KeyEntry> decode(byte[] file, PassphraseDecryption decryption)
      throws MalformedInputException, UnsupportedFormatException, BadPassphraseException {
    try {
      return new Pkcs12Reader(decryption).read(file);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw KeyFileFaults.malformed(decryption.where(), "bytes that are no PKCS#12 file", null);
    }
  }
}
