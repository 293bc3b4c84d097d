package dev.keyward.internal.hvs;

/** A container that cannot be read: which part of it, what is there, and what should be there. */
public final class HvsException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String part;
  private final String found;
  private final String expected;

  /** With the part, what is there, and what should be there. */
  public HvsException(String part, String found, String expected) {
    super(part + ": " + found + "; expected: " + expected);
    this.part = part;
    this.found = found;
    this.expected = expected;
  }

  /** The part of the container, for example {@code object table}. */
  public String part() {
    return part;
  }

  /** What is there. Names of keys in it are as found: hostile, at most 255 bytes each. */
  public String found() {
    return found;
  }

  /** What should be there. */
  public String expected() {
    return expected;
  }
}
