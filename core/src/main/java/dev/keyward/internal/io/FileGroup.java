package dev.keyward.internal.io;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Creates many files, each whole or not at all. All are written before the first is synced: the
 * first sync then takes the others' data along, and the rest cost little.
 */
public final class FileGroup implements AutoCloseable {

  private final Map<Path, FileChannel> written = new LinkedHashMap<>();
  private final Map<Path, Path> temporaries = new LinkedHashMap<>();
  private final Map<Path, IOException> failed = new LinkedHashMap<>();

  private FileGroup() {}

  /**
   * Creates the files of {@code contents}.
   *
   * @return those that could not be, also because something has their name already, and why
   */
  public static Map<Path, IOException> create(Map<Path, byte[]> contents) {
    try (FileGroup group = new FileGroup()) {
      contents.forEach(group::write);
      group.written.forEach(group::sync);
      contents.keySet().forEach(group::putInPlace);
      folders(contents.keySet()).forEach(AtomicFiles::syncFolder);
      return group.failed;
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
      FileChannel channel = openBeside(target);
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
    } catch (IOException e) {
      failed.put(target, e);
    }
  }

  private FileChannel openBeside(Path target) throws IOException {
    while (true) {
      Path temporary = AtomicFiles.freshBeside(target);
      try {
        FileChannel channel = FileChannel.open(temporary, Set.of(CREATE_NEW, WRITE));
        temporaries.put(target, temporary);
        written.put(target, channel);
        return channel;
      } catch (FileAlreadyExistsException e) {
        // Left by a killed process of the same number: take the next name.
        continue;
      }
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
