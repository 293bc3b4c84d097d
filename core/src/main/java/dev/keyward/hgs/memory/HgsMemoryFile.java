package dev.keyward.hgs.memory;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.GuardianName;
import dev.keyward.internal.io.AtomicFiles;
import dev.keyward.internal.io.EditLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file outside a service's folder that remembers the newest state that was served. A file that
 * says something else is refused and never replaced.
 */
public final class HgsMemoryFile {

  private static final int MOST_BYTES = 4096;

  private final Path file;
  private final GuardianName service;

  /** For that service; the file need not exist. */
  public HgsMemoryFile(Path file, GuardianName service) {
    this.file = file;
    this.service = service;
  }

  /** Whether a restored folder would bring the file back with it. */
  public static boolean isWithin(Path file, Path directory) throws IOException {
    Path folder = AtomicFiles.folderOf(file);
    return Files.isDirectory(folder)
        && Files.isDirectory(directory)
        && folder.toRealPath().startsWith(directory.toRealPath());
  }

  /**
   * What it remembers; empty where there is no file.
   *
   * @throws MalformedInputException code {@code other-service}, or for a damaged file
   */
  public Optional<HgsMemory> read() throws IOException, KeywardException {
    SafeFiles.requireNoLink(file);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    HgsMemory memory = HgsMemory.parse(SafeFiles.readAtMost(file, MOST_BYTES), file.toString());
    memory.requireOf(service, file.toString());
    return Optional.of(memory);
  }

  /** Remembers that, unless it remembers something newer. */
  public void keep(HgsMemory memory) throws IOException, KeywardException {
    if (read().isEmpty()) {
      AtomicFiles.create(file, memory.encode(), true);
    }
    EditLock lock = EditLock.of(file);
    try {
      Optional<HgsMemory> before = read();
      if (before.isEmpty() || before.get().number() <= memory.number()) {
        AtomicFiles.replace(file, memory.encode(), true);
      }
    } finally {
      lock.close();
    }
  }

  /** The file's path. */
  @Override
  public String toString() {
    return file.toString();
  }
}
