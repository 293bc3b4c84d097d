package dev.keyward.guardian;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.VerificationFailedException;
import java.util.List;

/**
 * An entry of a store that cannot be read. It says nothing about the other guardians there.
 *
 * @param name its folder's name
 * @param why what is wrong: a {@link KeywardException}, or an {@link java.io.IOException}
 * @param mayHoldKeys whether private keys are or may be in its folder
 * @param remains the certificates that can still be read there, in any role
 */
public record DamagedGuardian(
    GuardianName name, Exception why, boolean mayHoldKeys, List<GuardianCertificate> remains) {

  /** Copies the list. */
  public DamagedGuardian {
    remains = List.copyOf(remains);
  }

  /** Whether a key of the certificate is one that this guardian had in some role. */
  public boolean hasKeyOf(GuardianCertificate certificate) {
    return remains.stream().anyMatch(certificate::sameKeyAs);
  }

  /** The error for a command that needs this guardian; its hint says how to continue. */
  public static KeywardException refused(
      GuardianName name, boolean mayHoldKeys, KeywardException why) {
    if (!(why instanceof MalformedInputException || why instanceof VerificationFailedException)) {
      return why;
    }
    Fault fault = why.fault();
    return new MalformedInputException(fault.withHint(remedy(name, mayHoldKeys)), why);
  }

  /**
   * How to repair it. If there may be private keys, this does not offer a replacement, which would
   * destroy them.
   */
  public static String remedy(GuardianName name, boolean mayHoldKeys) {
    String remove = "keyward guardian remove " + name.key() + " --yes";
    return mayHoldKeys
        ? "restore its folder from a backup; "
            + remove
            + " removes it with the private keys that are left in it"
        : "restore its folder from a backup, or take it again with keyward guardian import "
            + name.key()
            + " FILE --replace, or remove it with "
            + remove;
  }
}
