package dev.keyward.protector.part;

import java.util.Locale;

/**
 * One check of a protector, and its outcome.
 *
 * @param name a stable name in kebab case
 * @param where the place in the protector
 * @param outcome what came of it
 * @param detail why, in words; empty where the name says all
 */
public record Check(String name, String where, Outcome outcome, String detail) {

  /** What can come of a check. */
  public enum Outcome {
    /** It holds. */
    PASSED,
    /** It does not hold: the protector is not valid. */
    FAILED,
    /**
     * Keyward does not know the algorithm. Where it is a signature's, the protector does not count
     * as valid.
     */
    CANNOT_BE_CHECKED,
    /** Not made: a key was missing, or a check failed on which this one depends. */
    NOT_CHECKED;

    /** The stable name in kebab case. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public static Check passed(String name, String where) {
    return new Check(name, where, Outcome.PASSED, "");
  }

  public static Check failed(String name, String where, String detail) {
    return new Check(name, where, Outcome.FAILED, detail);
  }

  public static Check unknown(String name, String where, String detail) {
    return new Check(name, where, Outcome.CANNOT_BE_CHECKED, detail);
  }

  public static Check skipped(String name, String where, String detail) {
    return new Check(name, where, Outcome.NOT_CHECKED, detail);
  }
}
