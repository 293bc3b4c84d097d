package dev.keyward.finding;

import java.util.Locale;

/** How grave a finding is, from the mildest. */
public enum Severity {
  /** Good to know. */
  NOTE,
  /** Should be looked at before it becomes an error. */
  WARNING,
  /** A protector that is not what it should be. */
  ERROR;

  /** Lower case, as files and options have it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
