package dev.keyward.vm.disk;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.file.WatchedFile;
import dev.keyward.internal.io.Patience;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The content of a virtual disk as its guest sees it, from a raw, fixed VHD, or VHDX file (fixed or
 * dynamic). The format is found by what is in the file, never by its name: {@code vhdxfile} at the
 * beginning is VHDX, a footer that begins with {@code conectix} at the end is VHD, known formats of
 * other makers are refused, and the rest is raw.
 *
 * <p>Reading is safe for many threads at once and needs at most 32 MiB of memory whatever the size
 * of the disk. The file must not be written while it is open; {@link #requireUnchanged} tells that
 * it was.
 */
public final class VirtualDisk implements Closeable {

  /** The longest content: 64 TiB, the limit of VHDX. */
  public static final long MOST_BYTES = 64L << 40;

  private final DiskFile file;
  private final Layout layout;
  private final WatchedFile watched;
  private final List<Kept> kept = new CopyOnWriteArrayList<>();

  private VirtualDisk(DiskFile file, Layout layout, WatchedFile watched) {
    this.file = file;
    this.layout = layout;
    this.watched = watched;
  }

  /** Content that decided something, so that it must not be another when it is read again. */
  private record Kept(long position, byte[] bytes) {

    long end() {
      return position + bytes.length;
    }

    boolean fits(long start, byte[] read, int length) {
      long from = Math.max(start, position);
      long until = Math.min(start + length, end());
      return from >= until
          || Arrays.equals(
              read,
              (int) (from - start),
              (int) (until - start),
              bytes,
              (int) (from - position),
              (int) (until - position));
    }
  }

  /**
   * Opens a file and checks all that describes the content, but not the content.
   *
   * @param path a regular file or a block device
   * @param where the name of the file in errors
   * @throws MalformedInputException for a file that breaks its format; codes begin with {@code
   *     disk-}, {@code vhd-} or {@code vhdx-}
   * @throws dev.keyward.UnsupportedFormatException for another format ({@code disk-format}), a
   *     dynamic or differencing VHD ({@code vhd-dynamic}, {@code vhd-differencing}), a differencing
   *     VHDX ({@code vhdx-differencing}), one whose log must be replayed first ({@code vhdx-log}),
   *     or one that needs something unknown
   */
  public static VirtualDisk open(Path path, String where) throws KeywardException, IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(where);
    }
    WatchedFile watched = WatchedFile.of(path, where);
    // A pipe would block for ever, and a folder can be opened but not read.
    if (!watched.isDevice() && !Files.isRegularFile(path)) {
      throw new MalformedInputException(
          Fault.of("disk-not-a-file", where, "not a regular file", "a virtual disk"));
    }
    DiskFile file = new DiskFile(Patience.SYSTEM.channel(path), where);
    try {
      Layout found = DiskDetection.layout(file);
      Layout layout =
          watched.isDevice() && found.format() == DiskFormat.RAW
              ? new LinearLayout(found.format(), found.length(), BlockDevice.sectorSizes(path))
              : found;
      return new VirtualDisk(file, layout, watched);
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
    for (Kept each : kept) {
      if (!each.fits(position, target, length)) {
        throw WatchedFile.changed(where());
      }
    }
  }

  /**
   * Reads content that decides what the disk is, such as its partition table. Whenever it is read
   * again, also to be hashed, it must be the same.
   *
   * @throws java.nio.file.FileSystemException where it is not
   */
  public byte[] keep(long position, int length) throws KeywardException, IOException {
    byte[] bytes = new byte[length];
    read(position, bytes, length);
    kept.add(new Kept(position, bytes.clone()));
    return bytes;
  }

  /** Whether it is a block device: a program that writes to it may go unnoticed. */
  public boolean isDevice() {
    return watched.isDevice();
  }

  /**
   * Refuses a file that was written to, or replaced, since it was opened.
   *
   * @throws java.nio.file.FileSystemException that says so
   */
  public void requireUnchanged() throws IOException {
    watched.requireUnchanged();
    if (!file.hasSameSize()) {
      throw WatchedFile.changed(where());
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
