package dev.keyward.audit.result;

import java.util.Locale;

/** The standing of a protector after an audit, the best one first. */
public enum Standing {
  /** Every check that needs no private key passed. */
  VALID("valid"),
  /** No check failed, and one could not be made because its algorithm is unknown. */
  UNCHECKED("cannot be checked"),
  /** A check failed. */
  INVALID("not valid"),
  /** Not of the published form: listed, nothing verified. */
  LISTED("listed, not verified"),
  /** The file says that there is none. */
  NONE("no protector"),
  /** The export has a place for it and nothing in it: whether there is one is not known. */
  NOT_COLLECTED("not collected"),
  /** The bytes are not a protector. */
  UNUSABLE("not a protector"),
  /** The file could not be read. */
  UNREADABLE("cannot be read");

  private final String words;

  Standing(String words) {
    this.words = words;
  }

  /** The stable name, lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** For people. */
  public String words() {
    return words;
  }
}
