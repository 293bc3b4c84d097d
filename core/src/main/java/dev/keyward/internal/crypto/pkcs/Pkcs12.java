package dev.keyward.internal.crypto.pkcs;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.internal.crypto.KeyEntry;
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

  private static final String NO_SUCH_FILE = "bytes that are not a PKCS#12 file";

  private Pkcs12() {}

  /** How the private keys in a file are encrypted. */
  public enum Encryption {
    /**
     * PBES2 with AES-256-CBC under PBKDF2 with HMAC-SHA256, 600,000 iterations, for each key; a MAC
     * with SHA-256 of as many, so that it is not the easier one to try passphrases on.
     */
    AES_256(true, 600_000),
    /**
     * The same with 300,000 iterations each, for files that other programs read: .NET's loader
     * refuses more for one derivation, and more than 1,000,000 in all.
     */
    AES_256_FOR_OTHERS(true, 300_000),
    /**
     * Triple DES and a MAC with SHA-1, 200,000 iterations each, for old Windows, which reads
     * nothing newer.
     */
    TRIPLE_DES(false, 200_000);

    private final boolean aes;
    private final int iterations;

    Encryption(boolean aes, int iterations) {
      this.aes = aes;
      this.iterations = iterations;
    }

    boolean isAes() {
      return aes;
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
  public static byte[] encodeWeakly(
      List<KeyEntry> entries, char[] passphrase, Encryption encryption, SecureRandom random) {
    return new Pkcs12Writer(passphrase, encryption, 2, random).write(entries);
  }

  /**
   * The private keys of a file, each with the certificate for its public half, of a file that holds
   * no other key; other certificates are passed over. The rest is as {@link #open} has it.
   *
   * @param passphrase stays the caller's to wipe
   * @throws MalformedInputException code {@code bad-key-file} or {@code bad-certificate}
   * @throws UnsupportedFormatException code {@code unknown-algorithm}, {@code too-large} or {@code
   *     costly-key-derivation}
   * @throws BadPassphraseException code {@code wrong-passphrase}
   */
  public static List<KeyEntry> decode(byte[] file, char[] passphrase, String where)
      throws MalformedInputException, UnsupportedFormatException, BadPassphraseException {
    KeyFileContent content = open(file, passphrase, where);
    if (content.entries().isEmpty() && content.rest().isEmpty()) {
      throw KeyFileFaults.malformed(where, "no private key");
    }
    if (!content.rest().isEmpty()) {
      Fault first = content.rest().get(0);
      if (first.code().equals(KeyFileFaults.UNKNOWN_ALGORITHM)) {
        throw new UnsupportedFormatException(first);
      }
      throw new MalformedInputException(first);
    }
    return content.entries();
  }

  /**
   * Refuses what is no whole PKCS#12 file under a passphrase, without opening it: cut, empty or
   * another file, and one without a MAC, which anybody can make.
   *
   * @throws MalformedInputException code {@code bad-key-file}
   */
  public static void requireForm(byte[] file, String where) throws MalformedInputException {
    try {
      if (Pkcs12Reader.form(file).getMacData() == null) {
        throw KeyFileFaults.malformed(where, "a PKCS#12 file without a MAC");
      }
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw KeyFileFaults.malformed(where, NO_SUCH_FILE);
    }
  }

  /**
   * All that a file holds; bytes of zero behind its end are passed over, which Windows may leave.
   * Keys are RSA only. At most 1 MiB, 64 bags, 5,000,000 iterations a derivation and 256 MiB for
   * scrypt; all of it is checked before it is spent.
   *
   * @param passphrase stays the caller's to wipe
   * @throws MalformedInputException code {@code bad-key-file} or {@code bad-certificate}
   * @throws UnsupportedFormatException code {@code unknown-algorithm}, {@code too-large} or {@code
   *     costly-key-derivation}
   * @throws BadPassphraseException code {@code wrong-passphrase}
   */
  static KeyFileContent open(byte[] file, char[] passphrase, String where)
      throws MalformedInputException, UnsupportedFormatException, BadPassphraseException {
    KeyFileFaults.checkSize(file, where);
    DerivationBudget budget = new DerivationBudget(where);
    byte[] bmp = PassphraseKeys.bmp(passphrase);
    try {
      return read(file, new PassphraseDecryption(passphrase, bmp, budget, where));
    } catch (BadPassphraseException e) {
      if (passphrase.length > 0) {
        throw e;
      }
      // An empty passphrase is either an empty string with its final zero, or nothing at all.
      byte[] nothing = {};
      return read(file, new PassphraseDecryption(passphrase, nothing, budget, where));
    } finally {
      Arrays.fill(bmp, (byte) 0);
    }
  }

  private static KeyFileContent read(byte[] file, PassphraseDecryption decryption)
      throws MalformedInputException, UnsupportedFormatException, BadPassphraseException {
    try {
      return new Pkcs12Reader(decryption).read(file);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw KeyFileFaults.malformed(decryption.where(), NO_SUCH_FILE);
    }
  }
}
