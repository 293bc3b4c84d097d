package dev.keyward.cli.base;

import dev.keyward.cli.console.Progress;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Tells a progress how many bytes went through; closing it leaves the target open. */
public final class CountingStream extends FilterOutputStream {

  private final Progress progress;

  public CountingStream(OutputStream out, Progress progress) {
    super(out);
    this.progress = progress;
  }

  @Override
  public void write(int one) throws IOException {
    out.write(one);
    progress.stepBy(1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    progress.stepBy(length);
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
