package dev.keyward.host.failover;

import dev.keyward.text.ForeignText;
import java.time.Duration;
import java.util.Optional;

/** One try of a service failed; says what was seen. Never leaves this room. */
public final class TryFailure extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int MOST_DETAIL = 197;

  private final Decision.Step step;
  private final Seen seen;
  private final transient String detail;
  private final transient Optional<Duration> retryAfter;

  /** With the service's words or Keyward's, which are cut and made printable. */
  TryFailure(Decision.Step step, Seen seen, String detail) {
    super(seen.words());
    this.step = step;
    this.seen = seen;
    this.detail = cut(detail);
    this.retryAfter = Optional.empty();
  }

  /** The same with what another part of Keyward said. */
  TryFailure(Decision.Step step, Seen seen, String detail, Throwable cause) {
    super(seen.words(), cause);
    this.step = step;
    this.seen = seen;
    this.detail = cut(detail);
    this.retryAfter = Optional.empty();
  }

  /** That the host's own TPM does not do what attestation needs. */
  public static TryFailure ofTpm(String detail, Throwable cause) {
    return new TryFailure(Decision.Step.ATTESTATION, Seen.TPM_FAILED, detail, cause);
  }

  private TryFailure(TryFailure before, Duration retryAfter) {
    super(before.getMessage(), before.getCause());
    this.step = before.step;
    this.seen = before.seen;
    this.detail = before.detail;
    this.retryAfter = Optional.of(retryAfter);
  }

  /** The same of a service that said when to ask again, if it is one that is unavailable. */
  TryFailure againAfter(Optional<Duration> time) {
    return time.filter(after -> seen == Seen.UNAVAILABLE)
        .map(after -> new TryFailure(this, after))
        .orElse(this);
  }

  /** How long the service asks to wait; empty where it says nothing of that. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
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
