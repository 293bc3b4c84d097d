package dev.keyward.audit.shard;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * What a file holds, unpacked where it is compressed by gzip (RFC 1952). Real shards become about
 * twenty times smaller; what unpacks to much more was made to keep the reader busy.
 */
final class PackedStream extends InputStream {

  /** How many bytes one compressed byte may give. */
  static final int MOST_RATIO = 200;

  /** What may be unpacked in any case: short files are compressed better. */
  static final long ALWAYS = 1 << 20;

  private static final int BUFFER = 1 << 16;
  private static final int FIRST = 0x1f;
  private static final int SECOND = 0x8b;

  private final Counted packed;
  private InputStream content;
  private boolean begun;
  private long given;

  /** Counts what is read of the file. */
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      count += octet < 0 ? 0 : 1;
      return octet;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      int read = super.read(to, from, length);
      count += Math.max(0, read);
      return read;
    }
  }

  PackedStream(InputStream in) {
    packed = new Counted(in);
    content = packed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int from, int length) throws IOException {
    begin();
    int read = content.read(to, from, length);
    given += Math.max(0, read);
    if (content instanceof GZIPInputStream && given > ALWAYS + MOST_RATIO * packed.count) {
      throw new ZipException("too large when unpacked");
    }
    return read;
  }

  private void begin() throws IOException {
    if (begun) {
      return;
    }
    begun = true;
    PushbackInputStream start = new PushbackInputStream(packed, 2);
    byte[] magic = start.readNBytes(2);
    start.unread(magic);
    boolean gzip = magic.length == 2 && (magic[0] & 0xff) == FIRST && (magic[1] & 0xff) == SECOND;
    content = gzip ? new GZIPInputStream(start, BUFFER) : start;
  }

  @Override
  public void close() throws IOException {
    packed.close();
  }
}
