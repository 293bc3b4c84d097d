package dev.keyward.audit.result;

import java.util.Locale;

/** What an audit could say of one protector, from the best. */
public enum Standing {
  /** Every check that needs no private key passed. */
  VALID("valid"),
  /** None failed, and one could not be made for want of a known algorithm. */
  UNCHECKED("cannot be checked"),
  /** A check failed. */
  INVALID("not valid"),
  /** Not of the published form: listed, nothing verified. */
  LISTED("listed, not verified"),
  /** The file says that there is none. */
  NONE("no protector"),
  /** The export has a place for it and nothing in it: whether there is one is not known. */
  NOT_COLLECTED("not collected"),
  /** The bytes are none. */
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
