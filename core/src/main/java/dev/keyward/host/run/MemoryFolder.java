package dev.keyward.host.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Folders of Linux whose files are in memory and on no disk. */
public final class MemoryFolder {

  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");
  private static final Path SWAPS = Path.of("/proc/swaps");

  private MemoryFolder() {}

  /**
   * A folder for the parts of a run.
   *
   * @param variables the environment, which may name a folder of the user
   * @throws FileSystemException where there is none
   */
  public static Path require(Map<String, String> variables) throws IOException {
    List<String> candidates =
        Stream.of("/dev/shm", variables.getOrDefault("XDG_RUNTIME_DIR", ""), "/run")
            .filter(name -> name.startsWith("/"))
            .toList();
    for (String name : candidates) {
      Path folder = Path.of(name);
      if (Files.isDirectory(folder) && Files.isWritable(folder) && holds(folder)) {
        return folder;
      }
    }
    throw new FileSystemException(
        String.join(", ", candidates),
        null,
        "no folder in memory (tmpfs) that can be written to, which this command needs");
  }

  /** Whether {@code path}, or the folder that it is to be made in, is in memory. */
  public static boolean holds(Path path) throws IOException {
    Optional<Path> there = Optional.of(path.toAbsolutePath());
    while (there.isPresent() && !Files.exists(there.get())) {
      there = Optional.ofNullable(there.get().getParent());
    }
    try {
      return there.isPresent() && IN_MEMORY.contains(Files.getFileStore(there.get()).type());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Whether memory can be written to a disk: swap is on, and not in memory itself. */
  public static boolean canReachADisk() {
    try {
      return Files.readString(SWAPS, StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .anyMatch(line -> !line.startsWith("/dev/zram"));
    } catch (IOException e) {
      return false;
    }
  }
}
