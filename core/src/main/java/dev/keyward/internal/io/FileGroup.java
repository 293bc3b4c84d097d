package dev.keyward.internal.io;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Creates many files, each whole or not at all. All are written before the first is synced: the
 * first sync then takes the others' data along, and the rest cost little. Until all are synced they
 * lie in a folder for what is not finished; then all are put in place in one step, which is not
 * begun when the process is told to end.
 */
public final class FileGroup implements AutoCloseable {

  private final Map<Path, FileChannel> written = new LinkedHashMap<>();
  private final Map<Path, Path> temporaries = new LinkedHashMap<>();
  private final Map<Path, IOException> failed = new LinkedHashMap<>();

  private static final AtomicLong COUNTER = new AtomicLong();

  private final Path unfinished;

  private FileGroup(Path unfinished) {
    this.unfinished = unfinished;
  }

  /**
   * Creates the files of {@code contents}.
   *
   * @param unfinished a folder of this process, on the disk where the files go
   * @param end gets those that could not be created, also because something has their name already,
   *     and why; it is a part of the step that puts the files in place
   * @return what {@code end} returns
   */
  public static <R> R create(
      Map<Path, byte[]> contents, Path unfinished, Function<Map<Path, IOException>, R> end)
      throws IOException {
    try (FileGroup group = new FileGroup(unfinished)) {
      contents.forEach(group::write);
      group.written.forEach(group::sync);
      return Unfinished.step(
          () -> {
            contents.keySet().forEach(group::putInPlace);
            folders(contents.keySet()).forEach(AtomicFiles::syncFolder);
            return end.apply(group.failed);
          });
    }
  }

  /** Where something else than the disk fails, nothing stays open: Windows would keep the names. */
  @Override
  public void close() {
    written.forEach(this::end);
  }

  private void end(Path target, FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      failed.putIfAbsent(target, e);
    }
  }

  private static Set<Path> folders(Set<Path> files) {
    Set<Path> folders = new LinkedHashSet<>();
    files.forEach(file -> folders.add(AtomicFiles.folderOf(file)));
    return folders;
  }

  private void write(Path target, byte[] content) {
    try {
      FileChannel channel = open(target);
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
    } catch (IOException e) {
      failed.put(target, e);
    }
  }

  private FileChannel open(Path target) throws IOException {
    Path temporary = unfinished.resolve(COUNTER.incrementAndGet() + ".tmp");
    try {
      // Nothing new comes into the folder while the ending process removes it.
      FileChannel channel =
          Unfinished.step(() -> FileChannel.open(temporary, Set.of(CREATE_NEW, WRITE)));
      temporaries.put(target, temporary);
      written.put(target, channel);
      return channel;
    } catch (FileSystemException e) {
      throw AtomicFiles.named(e, target);
    }
  }

  private void sync(Path target, FileChannel channel) {
    try (channel) {
      channel.force(true);
    } catch (IOException e) {
      failed.putIfAbsent(target, e);
    }
  }

  private void putInPlace(Path target) {
    Path temporary = temporaries.get(target);
    if (temporary == null) {
      return;
    }
    try {
      if (!failed.containsKey(target)) {
        AtomicFiles.linkOrReserve(temporary, target, false);
      }
    } catch (IOException e) {
      failed.putIfAbsent(target, e);
    } finally {
      remove(temporary, target);
    }
  }

  private void remove(Path temporary, Path target) {
    try {
      Patience.SYSTEM.delete(temporary);
    } catch (IOException e) {
      failed.putIfAbsent(target, e);
    }
  }
}
