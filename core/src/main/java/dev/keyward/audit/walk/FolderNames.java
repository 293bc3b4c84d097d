package dev.keyward.audit.walk;

import dev.keyward.internal.io.OwnerOnly;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The names in one folder, given in any order and taken sorted. Up to {@link #MOST_HELD} are sorted
 * in memory; more go as sorted runs into one temporary file, for its owner only, that is removed
 * when this is closed and on most systems has no name from the start.
 */
final class FolderNames implements Closeable {

  static final int MOST_HELD = 1 << 16;

  private static final int BUFFER = 1 << 13;
  private static final Comparator<Name> ORDER = (one, other) -> byBytes(one.text(), other.text());

  /**
   * A name in a folder.
   *
   * @param text the name, with {@code /} behind that of a folder
   * @param size of a file in bytes, else 0
   */
  record Name(String text, FolderEntry.Kind kind, long size) {}

  private final Path temporary;
  private final int mostHeld;
  private final PriorityQueue<Run> runs =
      new PriorityQueue<>(Comparator.comparing(Run::head, ORDER));
  private final List<Run> spilled = new ArrayList<>();
  private List<Name> held = new ArrayList<>();
  private Optional<FileChannel> channel = Optional.empty();
  private long end;
  private int next;

  /**
   * None so far.
   *
   * @param temporary the folder for a temporary file
   * @param mostHeld how many are kept in memory
   */
  FolderNames(Path temporary, int mostHeld) {
    this.temporary = temporary;
    this.mostHeld = mostHeld;
  }

  void add(Name name) throws IOException {
    if (held.size() >= mostHeld) {
      spill();
    }
    held.add(name);
  }

  /** Ends the adding. */
  void sort() throws IOException {
    if (channel.isEmpty()) {
      held.sort(ORDER);
      return;
    }
    spill();
    held = List.of();
    for (Run run : spilled) {
      if (run.advance()) {
        runs.add(run);
      }
    }
  }

  boolean hasNext() {
    return next < held.size() || !runs.isEmpty();
  }

  Name next() throws IOException {
    if (next < held.size()) {
      return held.get(next++);
    }
    Run run = runs.remove();
    Name name = run.head;
    if (run.advance()) {
      runs.add(run);
    }
    return name;
  }

  private void spill() throws IOException {
    held.sort(ORDER);
    try {
      long start = end;
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      for (Name name : held) {
        if (buffer.remaining() < Run.size(name)) {
          buffer = emptied(buffer, Run.size(name));
        }
        Run.put(name, buffer);
      }
      emptied(buffer, 0);
      spilled.add(new Run(start, end));
    } catch (IOException e) {
      throw full(e);
    }
    held = new ArrayList<>();
  }

  private ByteBuffer emptied(ByteBuffer buffer, int needed) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      end += channel().write(buffer, end);
    }
    return needed > buffer.capacity() ? ByteBuffer.allocate(needed) : buffer.clear();
  }

  private FileChannel channel() throws IOException {
    if (channel.isEmpty()) {
      channel = Optional.of(open());
    }
    return channel.get();
  }

  private FileChannel open() throws IOException {
    Path file = Files.createTempFile(temporary, "keyward-", ".names", OwnerOnly.file(temporary));
    try {
      return FileChannel.open(
          file,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private IOException full(IOException cause) {
    String reason =
        cause instanceof FileSystemException known && known.getReason() != null
            ? known.getReason()
            : String.valueOf(cause.getMessage());
    FileSystemException failure =
        new FileSystemException(
            temporary.toString(), null, "no room to sort the names of a large folder: " + reason);
    failure.initCause(cause);
    return failure;
  }

  @Override
  public void close() throws IOException {
    held = List.of();
    runs.clear();
    if (channel.isPresent()) {
      channel.get().close();
    }
  }

  /** A sorted part of the temporary file, read in small pieces. */
  private final class Run {

    private static final int HEAD = 11;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final Name NO_NAME = new Name("", FolderEntry.Kind.UNKNOWN, 0);

    private final long end;
    private long at;
    private ByteBuffer buffer = NOTHING;
    private Name head = NO_NAME;

    Run(long start, long end) {
      this.at = start;
      this.end = end;
    }

    Name head() {
      return head;
    }

    static int size(Name name) {
      return HEAD + 2 * name.text().length();
    }

    /** As UTF-16, which holds every name, also those that are no proper text. */
    static void put(Name name, ByteBuffer buffer) {
      buffer.put((byte) name.kind().ordinal());
      buffer.putLong(name.size());
      buffer.putShort((short) name.text().length());
      buffer.asCharBuffer().put(name.text());
      buffer.position(buffer.position() + 2 * name.text().length());
    }

    /** Takes the next name; false behind the last one. */
    boolean advance() throws IOException {
      if (buffer.capacity() == 0) {
        buffer = ByteBuffer.allocate(BUFFER).limit(0);
      }
      if (at == end && !buffer.hasRemaining()) {
        head = NO_NAME;
        buffer = NOTHING;
        return false;
      }
      require(HEAD);
      FolderEntry.Kind kind = FolderEntry.Kind.of(buffer.get());
      long size = buffer.getLong();
      int length = buffer.getShort() & 0xffff;
      require(2 * length);
      char[] text = new char[length];
      buffer.asCharBuffer().get(text);
      buffer.position(buffer.position() + 2 * length);
      head = new Name(new String(text), kind, size);
      return true;
    }

    private void require(int count) throws IOException {
      if (buffer.remaining() >= count) {
        return;
      }
      buffer =
          count > buffer.capacity() ? ByteBuffer.allocate(count).put(buffer) : buffer.compact();
      buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + end - at));
      while (buffer.hasRemaining()) {
        int read = channel().read(buffer, at);
        if (read < 0) {
          throw new FileSystemException(
              temporary.toString(), null, "a temporary file lost what was written to it");
        }
        at += read;
      }
      buffer.flip();
    }
  }

  /** The order of the UTF-8 bytes, which is that of the code points and not that of the chars. */
  static int byBytes(String one, String other) {
    int common = Math.min(one.length(), other.length());
    for (int at = 0; at < common; at++) {
      char first = one.charAt(at);
      char second = other.charAt(at);
      if (first != second) {
        boolean firstHigh = Character.isSurrogate(first);
        boolean secondHigh = Character.isSurrogate(second);
        return firstHigh == secondHigh ? first - second : Boolean.compare(firstHigh, secondHigh);
      }
    }
    return one.length() - other.length();
  }
}
