package dev.keyward.protector.part;

/**
 * The number of a wrapping within its protector: an unsigned 32-bit integer (MS-KPS, Id).
 *
 * @param value 0 to 4294967295
 */
public record WrappingId(long value) implements Comparable<WrappingId> {

  /** The largest value. */
  public static final long MAX = 0xffff_ffffL;

  /** Refuses what does not fit 32 bits. */
  public WrappingId {
    if (value < 0 || value > MAX) {
      throw new IllegalArgumentException("a wrapping id has 32 bits");
    }
  }

  @Override
  public int compareTo(WrappingId other) {
    return Long.compare(value, other.value);
  }

  // Written out, here and where else a single command needs it: Java would put together what a
  // record has by itself when it is first asked for, which takes ten milliseconds.
  @Override
  public boolean equals(Object other) {
    return other instanceof WrappingId id && id.value == value;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(value);
  }

  /** The decimal number. */
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
