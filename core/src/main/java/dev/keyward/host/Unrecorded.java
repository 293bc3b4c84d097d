package dev.keyward.host;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.file.SafeFiles;
import dev.keyward.host.failover.HostTiming;
import dev.keyward.internal.io.KeptFile;
import dev.keyward.internal.io.OwnerOnly;
import dev.keyward.internal.io.Patience;
import dev.keyward.internal.json.HostDocument;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How often a host could not write to its event log or save its state: {@code unrecorded.json}. The
 * file always has the same size and is overwritten in its place, because a full disk has no room
 * for another file.
 *
 * @param count how often, at least 1
 * @param last when it last happened
 */
public record Unrecorded(long count, Instant last) {

  /** The size of the file in bytes; blanks fill it up. */
  private static final int SIZE = 128;

  private static final String NAME = "host-unrecorded";
  private static final long MOST = (1L << 53) - 1;
  private static final int MOST_TRIES = 50;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

  /** Nothing is written through a link, which would name another file. */
  private static final Set<OpenOption> IN_PLACE =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);

  /** Reads the file of a host; empty where nothing is missing. */
  static Optional<Unrecorded> read(Path file) throws KeywardException, IOException {
    if (KeptFile.isOther(file)) {
      throw new MalformedInputException(
          Fault.of("bad-record", file.toString(), "a link or a folder", "a file of the host"));
    }
    try {
      return parse(SafeFiles.readAtMost(file, SIZE), file.toString());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Optional<Unrecorded> parse(byte[] json, String where) throws KeywardException {
    JsonFields fields = HostDocument.read(json, NAME, where);
    long count = fields.number("count", MOST);
    Instant last = HostDocument.instant(fields, "last");
    fields.end();
    return count == 0 ? Optional.empty() : Optional.of(new Unrecorded(count, last));
  }

  /** Makes the file of a host that has none, so that there is room for a number later. */
  static void reserve(Path file, HostTools tools) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      add(file, 0, tools);
    }
  }

  /** Counts some more. A number that cannot be read is lost. */
  @SuppressWarnings("try") // The lock is held, not used.
  static synchronized void add(Path file, long more, HostTools tools) throws IOException {
    KeptFile.setAside(file);
    try (FileChannel channel = Patience.SYSTEM.run(() -> opened(file));
        FileLock lock = locked(channel, file, tools.timing())) {
      long after = Math.min(MOST, count(channel, file) + more);
      channel.write(ByteBuffer.wrap(encode(after, tools.clock().instant())), 0);
      channel.truncate(SIZE);
      channel.force(true);
    }
  }

  /** Waits at most a second: another program that holds the file must not hold up a start. */
  private static FileLock locked(FileChannel channel, Path file, HostTiming timing)
      throws IOException {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Optional<FileLock> lock = free(channel);
      if (lock.isPresent()) {
        return lock.get();
      }
      timing.pause().rest(BETWEEN_TRIES);
    }
    throw new FileSystemException(file.toString(), null, Patience.IN_USE);
  }

  private static Optional<FileLock> free(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  private static FileChannel opened(Path file) throws IOException {
    return FileChannel.open(file, IN_PLACE, OwnerOnly.file(file));
  }

  private static long count(FileChannel channel, Path file) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(SIZE);
    int length = Math.max(0, channel.read(content, 0));
    try {
      byte[] json = Arrays.copyOf(content.array(), length);
      return parse(json, file.toString()).map(Unrecorded::count).orElse(0L);
    } catch (KeywardException e) {
      return 0;
    }
  }

  private static byte[] encode(long count, Instant last) {
    Map<String, Object> tree = HostDocument.tree(NAME);
    tree.put("count", count);
    tree.put("last", last.toString());
    byte[] json = JsonWriter.write(tree);
    byte[] filled = Arrays.copyOf(json, SIZE);
    Arrays.fill(filled, json.length, SIZE, (byte) ' ');
    return filled;
  }
}
