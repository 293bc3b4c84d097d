package dev.keyward.vm.disk;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.io.Patience;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The content of a virtual disk as its guest sees it, from a raw, fixed VHD, or VHDX file (fixed or
 * dynamic). The format is found by what is in the file, never by its name: {@code vhdxfile} at the
 * beginning is VHDX, a footer that begins with {@code conectix} at the end is VHD, known formats of
 * other makers are refused, and the rest is raw.
 *
 * <p>Reading is safe for many threads at once and needs at most 32 MiB of memory whatever the size
 * of the disk. The file must not be written while it is open.
 */
public final class VirtualDisk implements Closeable {

  /** The longest content: 64 TiB, the limit of VHDX. */
  public static final long MOST_BYTES = 64L << 40;

  private final DiskFile file;
  private final Layout layout;

  private VirtualDisk(DiskFile file, Layout layout) {
    this.file = file;
    this.layout = layout;
  }

  /**
   * Opens a file and checks all that describes the content, but not the content.
   *
   * @param path a regular file
   * @param where the name of the file in errors
   * @throws MalformedInputException for a file that breaks its format; codes begin with {@code
   *     disk-}, {@code vhd-} or {@code vhdx-}
   * @throws dev.keyward.UnsupportedFormatException for another format ({@code disk-format}), a
   *     dynamic or differencing VHD ({@code vhd-dynamic}, {@code vhd-differencing}), a differencing
   *     VHDX ({@code vhdx-differencing}), one whose log must be replayed first ({@code vhdx-log}),
   *     or one that needs something unknown
   */
  public static VirtualDisk open(Path path, String where) throws KeywardException, IOException {
    // A pipe would block for ever, and a folder can be opened but not read.
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new MalformedInputException(
          Fault.of("disk-not-a-file", where, "not a regular file", "a virtual disk"));
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(where);
    }
    DiskFile file = new DiskFile(Patience.SYSTEM.channel(path), where);
    try {
      return new VirtualDisk(file, DiskDetection.layout(file));
    } catch (KeywardException | IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** The format of the file. */
  public DiskFormat format() {
    return layout.format();
  }

  /** Bytes of content, 1 to {@link #MOST_BYTES}. */
  public long length() {
    return layout.length();
  }

  /**
   * Reads content; blocks that the file does not hold are zeros.
   *
   * @param position the first byte of content
   * @param target where to, from its beginning
   * @param length bytes to read
   * @throws IndexOutOfBoundsException when that is not within the content or the array
   */
  public void read(long position, byte[] target, int length) throws KeywardException, IOException {
    Objects.checkFromIndexSize(0, length, target.length);
    Objects.checkFromIndexSize(position, length, length());
    int done = 0;
    while (done < length) {
      Extent extent = layout.extent(position + done, position + length);
      int step = (int) extent.length();
      if (extent.isHole()) {
        Arrays.fill(target, done, done + step, (byte) 0);
      } else {
        file.read(extent.filePosition(), target, done, step);
      }
      done += step;
    }
  }

  /**
   * The first position from {@code start} on whose bytes the file holds, or {@code end} when it
   * holds none before that. All that lies between is zeros. Holes of a sparse raw file are not
   * seen, as Java cannot ask for them.
   *
   * @throws IndexOutOfBoundsException when the two are not in order within the content
   */
  public long nextData(long start, long end) throws KeywardException, IOException {
    Objects.checkFromToIndex(start, end, length());
    long at = start;
    while (at < end) {
      Extent extent = layout.extent(at, end);
      if (!extent.isHole()) {
        return at;
      }
      at += extent.length();
    }
    return end;
  }

  /** The logical sector sizes the disk may have, the likelier first. */
  public List<Integer> sectorSizes() {
    return layout.sectorSizes();
  }

  public String where() {
    return file.where();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
