package dev.keyward.host.failover;

import java.util.Locale;

/** Which of the two Host Guardian Services of a host. */
public enum Side {
  /** Asked first, always. */
  PRIMARY,
  /** Asked when the primary cannot be reached. */
  FALLBACK;

  /** Such as {@code primary}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
