package dev.keyward.audit.walk;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.io.Patience;
import dev.keyward.protector.file.ProtectorFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * A file that is read once, in a stream, while its digest is made: what is audited is what the
 * digest covers.
 */
public final class LongFile implements ProtectorFile.Source {

  private final Path path;
  private final LongConsumer progress;
  private boolean startRead;
  private Optional<Digesting> last = Optional.empty();

  LongFile(Path path, LongConsumer progress) {
    this.path = path;
    this.progress = progress;
  }

  /** First its start is read to tell the encoding, then all of it. */
  @Override
  public InputStream open() throws IOException {
    InputStream in = Patience.SYSTEM.stream(path);
    if (!startRead) {
      startRead = true;
      return in;
    }
    Digesting digesting = new Digesting(in);
    last = Optional.of(digesting);
    return digesting;
  }

  /** Reads all of it for its digest only. */
  Thumbprint readToEnd() throws IOException {
    startRead = true;
    open().close();
    return sha256().orElseThrow();
  }

  /** How many bytes were read. */
  long bytes() {
    return last.map(digesting -> digesting.count).orElse(0L);
  }

  /** The digest of all bytes; empty where they were not read to the end. */
  Optional<Thumbprint> sha256() {
    return last.filter(digesting -> digesting.ended).map(Digesting::sha256);
  }

  /** Reads what the reader of an export leaves before it closes: white space, or what is broken. */
  private final class Digesting extends FilterInputStream {

    private final MessageDigest digest = Thumbprint.sha256();
    private long count;
    private boolean ended;
    private Optional<Thumbprint> sha256 = Optional.empty();

    Digesting(InputStream in) {
      super(in);
    }

    /** Made once: a digest that was taken begins again. */
    Thumbprint sha256() {
      if (sha256.isEmpty()) {
        sha256 = Optional.of(Thumbprint.of(digest));
      }
      return sha256.get();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      if (read < 0) {
        ended = true;
      } else {
        digest.update(buffer, offset, read);
        count += read;
        progress.accept(read);
      }
      return read;
    }

    @Override
    public long skip(long most) throws IOException {
      byte[] passed = new byte[(int) Math.min(most, 8192)];
      return Math.max(0, read(passed, 0, passed.length));
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    @Override
    public void close() throws IOException {
      byte[] rest = new byte[1 << 16];
      while (!ended && read(rest, 0, rest.length) >= 0) {
        continue;
      }
      super.close();
    }
  }
}
