package dev.keyward.internal.crypto.pkcs;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;

/** What can be wrong with a key file, and the bounds that PKCS#12 and PEM share. */
final class KeyFileFaults {

  static final int MAX_FILE_SIZE = 1 << 20;

  static final String UNKNOWN_ALGORITHM = "unknown-algorithm";

  /** Bags of PKCS#12, blocks of PEM. */
  static final int MAX_PARTS = 64;

  private KeyFileFaults() {}

  static void checkSize(byte[] file, String where) throws UnsupportedFormatException {
    if (file.length > MAX_FILE_SIZE) {
      throw new UnsupportedFormatException(
          Fault.of("too-large", where, "a file of " + file.length + " bytes", "at most 1 MiB"));
    }
  }

  static void checkParts(int count, String where) throws UnsupportedFormatException {
    if (count > MAX_PARTS) {
      throw new UnsupportedFormatException(
          Fault.of("too-large", where, "more than 64 keys and certificates", "at most 64"));
    }
  }

  /** One message for every way in which a passphrase can fail: none may tell more. */
  static BadPassphraseException wrongPassphrase(String where) {
    return new BadPassphraseException(
        Fault.of(
            "wrong-passphrase",
            where,
            "the passphrase does not open it, or it is damaged",
            "the passphrase it was written with"));
  }

  static MalformedInputException malformed(String where, String found) {
    return new MalformedInputException(malformedFault(where, found));
  }

  private static Fault malformedFault(String where, String found) {
    return Fault.of("bad-key-file", where, found, "private keys with their certificates");
  }

  static UnsupportedFormatException unknown(String where, String found, String expected) {
    return new UnsupportedFormatException(Fault.of(UNKNOWN_ALGORITHM, where, found, expected));
  }
}
