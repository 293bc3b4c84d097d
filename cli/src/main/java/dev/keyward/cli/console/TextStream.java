package dev.keyward.cli.console;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Lines of UTF-8 on a stream of bytes, which reports when it cannot be written to. */
final class TextStream {

  private final OutputStream bytes;

  TextStream(OutputStream target) {
    this.bytes = new BufferedOutputStream(target, 1 << 14);
  }

  void line(String text) throws IOException {
    bytes.write(text.getBytes(StandardCharsets.UTF_8));
    bytes.write('\n');
  }

  void flush() throws IOException {
    bytes.flush();
  }

  OutputStream bytes() {
    return bytes;
  }
}
