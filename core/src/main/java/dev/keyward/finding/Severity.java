package dev.keyward.finding;

import java.util.Locale;

/** How severe a finding is, the mildest first. */
public enum Severity {
  /** Information; no action is needed. */
  NOTE,
  /** Look at it before it becomes an error. */
  WARNING,
  /** The protector does not meet the rules. */
  ERROR;

  /** Lower case, as files and options have it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
