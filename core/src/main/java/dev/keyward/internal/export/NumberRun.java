package dev.keyward.internal.export;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** The bytes that a list of numbers stands for, read one after the other and held up to a bound. */
public final class NumberRun {

  private final int mostBytes;
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
  private boolean numbers;
  private boolean unreadable;
  private long start;
  private long end;

  /** An empty one, of at most {@code mostBytes} numbers. */
  public NumberRun(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** The byte that a text of digits stands for, or -1. */
  public static int byteOf(CharSequence text) {
    int value = text.length() >= 1 && text.length() <= 3 ? 0 : -1;
    for (int i = 0; i < text.length() && value >= 0; i++) {
      int digit = text.charAt(i) - '0';
      value = digit >= 0 && digit <= 9 ? value * 10 + digit : -1;
    }
    return value <= 255 ? value : -1;
  }

  /**
   * The next number.
   *
   * @param value from 0 to 255, or anything else for a number that is no byte
   * @param from offset of its first character
   * @param to offset behind its last character
   */
  public void add(int value, long from, long to) {
    start = numbers ? start : from;
    end = to;
    numbers = true;
    if (value < 0 || value > 255 || bytes.size() >= mostBytes) {
      interrupt();
    }
    if (!unreadable) {
      bytes.write(value);
    }
  }

  /** A value that is no number: the list is not one of bytes. */
  public void interrupt() {
    unreadable = true;
    // What it held so far is of no use, and may be long.
    bytes = new ByteArrayOutputStream(0);
  }

  /** Whether there was any number. */
  public boolean hasNumbers() {
    return numbers;
  }

  /** All of it, from the first number to the last. */
  public ExportSink.Found found(ExportSink.Spelling spelling) {
    return found(start, end, spelling);
  }

  /** The same where more than the numbers belongs to the place, such as brackets. */
  public ExportSink.Found found(long from, long to, ExportSink.Spelling spelling) {
    Optional<byte[]> content = unreadable ? Optional.empty() : Optional.of(bytes.toByteArray());
    return new ExportSink.Found(content, from, to, Optional.of(spelling));
  }
}
