package dev.keyward.finding;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One thing that is not as it should be. Two places with the same fault have equal findings, so
 * that reports can tell it once with all the places.
 *
 * @param code its kind
 * @param severity how grave it is; a policy can make it graver than its kind
 * @param found what was found, lower case, without a full stop; it names the guardian, the check or
 *     the wrapping, never the file. It may hold text from the protector, made printable
 * @param mend what to do
 */
public record Finding(FindingCode code, Severity severity, String found, Mend mend) {

  /**
   * What to do about a finding.
   *
   * @param text what to do, lower case, without a full stop
   * @param command the arguments of a {@code keyward} command line that does it, with {@code FILE}
   *     for the file; empty where no command does
   */
  public record Mend(String text, Optional<String> command) {

    /** Nothing that a shell acts on: reports offer the line to be copied. */
    private static final Pattern COMMAND =
        Pattern.compile(
            "protector (show|verify) FILE"
                + "|protector (grant|revoke|renew) FILE --guardian [A-Za-z0-9][A-Za-z0-9._-]{0,63} --in-place");

    public static Mend by(String text) {
      return new Mend(text, Optional.empty());
    }

    /** A name that is no guardian's in the store would do nothing there, so there is no command. */
    public static Mend by(String text, String command) {
      return new Mend(text, Optional.of(command).filter(Mend::isOurs));
    }

    public static boolean isOurs(String command) {
      return COMMAND.matcher(command).matches();
    }
  }

  /** As grave as its kind. */
  public static Finding of(FindingCode code, String found, Mend mend) {
    return new Finding(code, code.severity(), found, mend);
  }
}
