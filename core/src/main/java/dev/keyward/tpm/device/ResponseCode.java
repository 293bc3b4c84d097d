package dev.keyward.tpm.device;

import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import java.util.Map;
import java.util.Set;

/**
 * Why a TPM did not do what a command says (part 2, 6.6).
 *
 * @param value never 0, which is success
 */
record ResponseCode(long value) {

  /** Set where the code names a parameter, a handle or a session: the other bits say which. */
  private static final long FORMAT = 0x80;

  private static final long ERROR = 0xbf;

  /** The same command may succeed later: retry, yielded, testing. */
  private static final Set<Long> LATER = Set.of(0x922L, 0x908L, 0x90aL);

  private static final long INTEGRITY = 0x9f;
  private static final long FAILURE = 0x101;
  private static final long LOCKOUT = 0x921;

  private static final Map<Long, String> WORDS =
      Map.of(
          0x84L,
          "a value that it does not take",
          0x8bL,
          "no such object",
          0x8eL,
          "a password is set",
          INTEGRITY,
          "made for another TPM, or before the TPM was cleared",
          0xa2L,
          "a password is set",
          FAILURE,
          "the TPM is in its failure mode",
          LOCKOUT,
          "the TPM is locked after wrong passwords");

  private static final Map<Long, String> HINTS =
      Map.of(
          0x8eL,
          "Keyward uses the owner and endorsement hierarchies without a password",
          INTEGRITY,
          "make a new attestation key in this TPM, and register it",
          0xa2L,
          "Keyward uses the owner and endorsement hierarchies without a password");

  private long error() {
    return (value & FORMAT) == 0 ? value : value & ERROR;
  }

  /** The error of a command of that number. */
  KeyUnusableException of(int command, String address) {
    String number = "0x" + Long.toHexString(value);
    String found = "command 0x" + Integer.toHexString(command) + " ended with " + number;
    String words = WORDS.containsKey(error()) ? " (" + WORDS.get(error()) + ")" : "";
    Fault fault = Fault.of("tpm-error", address, found + words, "success");
    String hint = HINTS.getOrDefault(error(), "");
    return new KeyUnusableException(
        hint.isEmpty() ? fault : fault.withHint(hint), LATER.contains(value));
  }
}
