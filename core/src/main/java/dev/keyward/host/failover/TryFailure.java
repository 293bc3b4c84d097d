package dev.keyward.host.failover;

import dev.keyward.text.ForeignText;

/** One try of a service failed; says what was seen. Never leaves this room. */
public final class TryFailure extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int MOST_DETAIL = 197;

  private final Decision.Step step;
  private final Seen seen;
  private final transient String detail;

  /** With the service's words or Keyward's, which are cut and made printable. */
  TryFailure(Decision.Step step, Seen seen, String detail) {
    super(seen.words());
    this.step = step;
    this.seen = seen;
    this.detail = cut(detail);
  }

  /** The same with what another part of Keyward said. */
  TryFailure(Decision.Step step, Seen seen, String detail, Throwable cause) {
    super(seen.words(), cause);
    this.step = step;
    this.seen = seen;
    this.detail = cut(detail);
  }

  private static String cut(String detail) {
    return ForeignText.line(detail.strip(), MOST_DETAIL);
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
