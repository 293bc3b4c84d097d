package dev.keyward.finding;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One problem. Two places with the same problem have equal findings, so that a report shows it once
 * with all places.
 *
 * @param code its kind
 * @param severity how severe it is; a policy can make it more severe than its kind
 * @param found what was found, lower case, without a full stop; it names the guardian, the check or
 *     the wrapping, never the file. It may hold text from the protector, made printable
 * @param remedy what to do
 * @param acceptance whether a policy accepts it as a known risk, or did so until a day
 */
public record Finding(
    FindingCode code,
    Severity severity,
    String found,
    Remedy remedy,
    Optional<Acceptance> acceptance) {

  /** One that nobody accepted. */
  public Finding(FindingCode code, Severity severity, String found, Remedy remedy) {
    this(code, severity, found, remedy, Optional.empty());
  }

  /** The same, accepted by a policy. */
  public Finding accepted(Acceptance by) {
    return new Finding(code, severity, found, remedy, Optional.of(by));
  }

  /** Whether it is accepted now, and so does not count. */
  public boolean isAccepted() {
    return acceptance.filter(Acceptance::inForce).isPresent();
  }

  /**
   * What to do about a finding.
   *
   * @param text what to do, lower case, without a full stop
   * @param command the arguments of a {@code keyward} command line that does it, with {@code FILE}
   *     for the file, and words in capitals for what only the reader knows; empty where no command
   *     does. After {@link #NO_COMMAND} it only shows more
   */
  public record Remedy(String text, Optional<String> command) {

    /** The first words of a remedy if no command fixes the problem. */
    public static final String NO_COMMAND = "no command fixes this: ";

    /** Nothing that a shell acts on: reports offer the line to be copied. */
    private static final Pattern COMMAND =
        Pattern.compile(
            ("protector (show|verify) FILE|protector (grant|revoke) FILE --guardian @"
                    + " --in-place|protector revoke FILE --(wrapping [0-9]{1,10}|thumbprint"
                    + " [0-9a-f]{64}) --in-place|protector renew FILE --guardian @( --accept-sealed-by"
                    + " @)? --in-place|protector hand-over FILE --to @ -o NEW|vm reseal FILE --as @"
                    + " --in-place|guardian update @ METADATA( --older)?|guardian import NAME METADATA"
                    + " --pin SHA256")
                .replace("@", "[A-Za-z0-9][A-Za-z0-9._-]{0,63}"));

    public static Remedy by(String text) {
      return new Remedy(text, Optional.empty());
    }

    /**
     * A remedy without a command that fixes the problem.
     *
     * @param text who has to do what
     */
    public static Remedy noCommand(String text) {
      return by(NO_COMMAND + text);
    }

    /** The same, with a command that shows more. */
    public static Remedy noCommand(String text, String look) {
      return by(NO_COMMAND + text, look);
    }

    /** A name that is no guardian's in the store would do nothing there, so there is no command. */
    public static Remedy by(String text, String command) {
      return new Remedy(text, Optional.of(command).filter(Remedy::isOurs));
    }

    private Remedy reworded(Map<String, String> words) {
      return new Remedy(Finding.reworded(text, words), command);
    }

    public static boolean isOurs(String command) {
      return COMMAND.matcher(command).matches();
    }
  }

  /** The same with other words in the place of some, as where labels change; never in commands. */
  public Finding reworded(Map<String, String> words) {
    return new Finding(code, severity, reworded(found, words), remedy.reworded(words), acceptance);
  }

  /** A text with other words in the place of some. */
  public static String reworded(String text, Map<String, String> words) {
    String changed = text;
    for (Map.Entry<String, String> word : words.entrySet()) {
      changed = changed.replace(word.getKey(), word.getValue());
    }
    return changed;
  }

  /** As grave as its kind. */
  public static Finding of(FindingCode code, String found, Remedy remedy) {
    return new Finding(code, code.severity(), found, remedy);
  }
}
