package dev.keyward.vm;

import dev.keyward.KeywardException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/** A shielded VM whose part keys are at hand; closing wipes them and leaves the file open. */
public final class OpenedVm implements AutoCloseable {

  private static final int CHUNK = 1 << 16;

  private final ShieldedVm vm;
  private final PartKeys keys;

  OpenedVm(ShieldedVm vm, PartKeys keys) {
    this.vm = vm;
    this.keys = keys;
  }

  /** The file; what it says is proved true by now, but for the content of its parts. */
  public ShieldedVm file() {
    return vm;
  }

  /**
   * Decrypts a part to {@code out}, in bounded memory. What was written by the time of an error is
   * the beginning of the part and must not be used.
   *
   * @throws dev.keyward.VerificationFailedException code {@code part-changed}
   */
  public void copy(SealedPart part, OutputStream out) throws KeywardException, IOException {
    MessageDigest sha = Digest.sha256();
    Source source = new Source(vm.stored(part));
    byte[] chunk = new byte[CHUNK];
    try (InputStream content =
        keys.cipher(vm.indexOf(part))
            .opening(new DigestInputStream(source, sha), PartKeys.associatedData(part.name()))) {
      int got = read(content, chunk, source, part);
      while (got >= 0) {
        out.write(chunk, 0, got);
        got = read(content, chunk, source, part);
      }
    } finally {
      Arrays.fill(chunk, (byte) 0);
    }
    if (!Digest.of(sha).equals(part.digest())) {
      throw ShieldedVm.changed(part, "bytes of another digest");
    }
  }

  /** The cipher says only by an I/O error that bytes are not genuine; the source knows better. */
  private static int read(InputStream content, byte[] chunk, Source source, SealedPart part)
      throws KeywardException, IOException {
    try {
      return content.read(chunk);
    } catch (IOException e) {
      if (source.failed) {
        throw e;
      }
      throw ShieldedVm.changed(part, "bytes that do not decrypt");
    }
  }

  PartKeys keys() {
    return keys;
  }

  @Override
  public void close() {
    keys.close();
  }

  private static final class Source extends FilterInputStream {
    private boolean failed;

    Source(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      failed = true;
      int got = super.read();
      failed = false;
      return got;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      failed = true;
      int got = super.read(bytes, offset, length);
      failed = false;
      return got;
    }
  }
}
