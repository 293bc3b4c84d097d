package dev.keyward.cli.console;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;

/**
 * Lines of text on a stream of bytes. The first failure is reported; what comes after it is
 * dropped, because the buffer would fail with the same old bytes again.
 */
final class TextStream {

  private final OutputStream bytes;
  private final Charset charset;
  private boolean lost;

  /** What {@code charset} lacks becomes a question mark. */
  TextStream(OutputStream target, Charset charset) {
    this.charset = charset;
    this.bytes = new BufferedOutputStream(target, 1 << 14);
  }

  void line(String text) {
    attempt(
        () -> {
          bytes.write(text.getBytes(charset));
          bytes.write('\n');
        });
  }

  void flush() {
    attempt(bytes::flush);
  }

  /** The stream itself, for binary results; closing it only writes out what waits. */
  OutputStream bytes() {
    return new OutputStream() {
      @Override
      public void write(int value) {
        attempt(() -> bytes.write(value));
      }

      @Override
      public void write(byte[] source, int offset, int length) {
        attempt(() -> bytes.write(source, offset, length));
      }

      @Override
      public void flush() {
        TextStream.this.flush();
      }

      @Override
      public void close() {
        TextStream.this.flush();
      }
    };
  }

  private void attempt(Writing writing) {
    if (!lost) {
      try {
        writing.write();
      } catch (IOException e) {
        lost = true;
        throw new OutputLost(e);
      }
    }
  }

  private interface Writing {
    void write() throws IOException;
  }
}
