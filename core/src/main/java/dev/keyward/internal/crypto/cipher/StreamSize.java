package dev.keyward.internal.crypto.cipher;

/**
 * How long content is once a {@link StreamCipher} has sealed it; apart from the cipher, so that who
 * only reads lists of parts loads none.
 */
public final class StreamSize {

  static final int SEGMENT = 1 << 20;

  private static final int TAG = 16;
  private static final int HEADER = 40;
  private static final int PLAIN = SEGMENT - TAG;

  private StreamSize() {}

  /** How many bytes {@code size} bytes are when they are sealed. */
  public static long sealed(long size) {
    long segments = Math.max(1, (size + HEADER + PLAIN - 1) / PLAIN);
    return size + HEADER + segments * TAG;
  }

  /** How many bytes were sealed to {@code sealedSize} bytes; negative where none can have been. */
  public static long opened(long sealedSize) {
    long segments = (sealedSize + SEGMENT - 1) / SEGMENT;
    return sealedSize - HEADER - segments * TAG;
  }
}
