package dev.keyward.host.failover;

/** One try of a service failed; says what was seen. Never leaves this room. */
public final class TryFailure extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int MOST_DETAIL = 200;

  private final Decision.Step step;
  private final Seen seen;
  private final transient String detail;

  /** With the service's words or Keyward's, which are cut and made printable. */
  TryFailure(Decision.Step step, Seen seen, String detail, Throwable cause) {
    super(seen.words(), cause);
    this.step = step;
    this.seen = seen;
    this.detail = shown(detail);
  }

  private static String shown(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "?").strip();
    int points = Math.min(MOST_DETAIL, line.codePointCount(0, line.length()));
    return line.substring(0, line.offsetByCodePoints(0, points));
  }

  public Decision.Step step() {
    return step;
  }

  public Seen seen() {
    return seen;
  }

  public String detail() {
    return detail;
  }
}
