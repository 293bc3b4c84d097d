package dev.keyward.internal.hvs;

/** A container that cannot be read: which part of it, what is there, and what should be there. */
public final class HvsException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String part;
  private final String found;
  private final String expected;
  private final Cause cause;

  /** What may have made it so. Each needs other advice. */
  public enum Cause {
    /** Bytes were lost or changed on the way, or Hyper-V was writing. */
    DAMAGE,
    /** Two keys have one name. No copying does that. */
    TWICE,
    /** Another version of the format. */
    VERSION,
    /** More than Keyward reads. */
    SIZE
  }

  /** A damage, with the part, what is there, and what should be there. */
  public HvsException(String part, String found, String expected) {
    this(Cause.DAMAGE, part, found, expected);
  }

  private HvsException(Cause cause, String part, String found, String expected) {
    super(part + ": " + found + "; expected: " + expected);
    this.cause = cause;
    this.part = part;
    this.found = found;
    this.expected = expected;
  }

  /** Two keys of one name. */
  static HvsException twice(String part, String found, String expected) {
    return new HvsException(Cause.TWICE, part, found, expected);
  }

  /** Another version of the format. */
  static HvsException version(String part, String found, String expected) {
    return new HvsException(Cause.VERSION, part, found, expected);
  }

  /** More than is read. */
  public static HvsException tooLarge(String part, String found, String expected) {
    return new HvsException(Cause.SIZE, part, found, expected);
  }

  /** What may have made it so. */
  public Cause cause() {
    return cause;
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
