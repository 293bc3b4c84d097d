package dev.keyward.internal.hvs;

import java.util.Optional;

/** What a key holds. */
public enum KeyType {
  /** A signed number of 8 bytes. */
  INT(3, 8),
  /** A number of 8 bytes. */
  UINT(4, 8),
  /** A number with a fraction, of 8 bytes. */
  DOUBLE(5, 8),
  /** Text in UTF-16, often with a zero at its end. */
  STRING(6, 0),
  /** Bytes. */
  ARRAY(7, 0),
  /** Yes or no, of 4 bytes. */
  BOOL(8, 4),
  /** Other keys; its own 12 bytes say nothing. */
  NODE(9, 12);

  private final int number;
  private final int fixedSize;

  KeyType(int number, int fixedSize) {
    this.number = number;
    this.fixedSize = fixedSize;
  }

  static Optional<KeyType> of(int number) {
    for (KeyType type : values()) {
      if (type.number == number) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The bytes of every value; 0 where each value says its length. */
  int fixedSize() {
    return fixedSize;
  }

  /** The bytes of a fixed value, or of the length before a value. */
  int headSize() {
    return fixedSize > 0 ? fixedSize : Integer.BYTES;
  }
}
