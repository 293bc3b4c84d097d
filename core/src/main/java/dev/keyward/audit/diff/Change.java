package dev.keyward.audit.diff;

import java.util.Locale;

/** What became of a protector from one audit to the next. */
public enum Change {
  /** Its VM is in the later audit only. */
  NEW,
  /** Its VM is in the earlier audit only. */
  GONE,
  /** Its guardian set, its standing or its findings are others. */
  CHANGED,
  /** Several VMs have its id or its name, so that nobody can tell which of them it is. */
  AMBIGUOUS,
  /** None of these. */
  UNCHANGED;

  /** The stable name, lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
