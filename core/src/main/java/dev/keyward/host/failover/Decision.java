package dev.keyward.host.failover;

/**
 * One decision of a host on its way to a key, with its reason.
 *
 * @param side which service was tried
 * @param number which try of it, from 1
 * @param step what was asked for
 * @param seen what came of it
 * @param detail more about it, lower case, possibly empty; may hold the service's words
 * @param next what the host did then
 */
public record Decision(
    Side side, int number, Step step, Seen seen, String detail, FailoverRule.Next next) {

  /** What is asked of a service. */
  public enum Step {
    /** A health certificate. */
    ATTESTATION("attestation"),
    /** The transport keys of a protector, or its metadata in a test. */
    KEY_PROTECTION("key protection");

    private final String words;

    Step(String words) {
      this.words = words;
    }

    /** Such as {@code key protection}. */
    public String words() {
      return words;
    }
  }

  /** What was seen, and the detail behind it. */
  public String reason() {
    return detail.isEmpty() ? seen.words() : seen.words() + " (" + detail + ")";
  }

  /** One line: who was tried, what came of it, what next. */
  @Override
  public String toString() {
    return side.code()
        + ", try "
        + number
        + ", "
        + step.words()
        + ": "
        + reason()
        + "; "
        + switch (next) {
          case DONE -> "done";
          case ATTEST_AGAIN -> "attesting again";
          case TRY_AGAIN -> "trying once more";
          case TRY_FALLBACK -> "switching to the fallback";
          case STOP -> seen.isVerdict() && side == Side.PRIMARY ? "no fallback" : "giving up";
        };
  }
}
