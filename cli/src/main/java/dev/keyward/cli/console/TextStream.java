package dev.keyward.cli.console;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Lines of UTF-8 on a stream of bytes. The first failure is reported; what comes after it is
 * dropped, because the buffer would fail with the same old bytes again.
 */
final class TextStream {

  private final OutputStream bytes;
  private boolean lost;

  TextStream(OutputStream target) {
    this.bytes = new BufferedOutputStream(target, 1 << 14);
  }

  void line(String text) throws IOException {
    attempt(
        () -> {
          bytes.write(text.getBytes(StandardCharsets.UTF_8));
          bytes.write('\n');
        });
  }

  void flush() throws IOException {
    attempt(bytes::flush);
  }

  /** The stream itself, for binary results. */
  OutputStream bytes() {
    return bytes;
  }

  private void attempt(Writing writing) throws IOException {
    if (!lost) {
      try {
        writing.write();
      } catch (IOException e) {
        lost = true;
        throw e;
      }
    }
  }

  private interface Writing {
    void write() throws IOException;
  }
}
