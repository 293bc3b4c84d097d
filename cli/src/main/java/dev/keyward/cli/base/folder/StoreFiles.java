package dev.keyward.cli.base.folder;

import dev.keyward.MalformedInputException;
import dev.keyward.file.SafeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files of a guardian store that lies in a folder of names. A store names its guardians by their
 * folders; its files are called the same for all.
 */
final class StoreFiles {

  /** Of {@code STORE/guardians/NAME/GENERATION/public/SHA256/FILE}. */
  private static final int DEPTH = 4;

  private static final int MOST_POINTER = 64;
  private static final String GUARDIANS = "guardians";

  private StoreFiles() {}

  /** The store that a file belongs to, or the guardian's folder where that was copied alone. */
  static Optional<Path> holding(Path file) throws IOException {
    Optional<Path> folder = Optional.ofNullable(file.getParent());
    if (folder.isPresent() && file.endsWith("lock") && isStore(folder.get())) {
      return folder;
    }
    for (int up = 0; up < DEPTH && folder.isPresent(); up++) {
      if (isGuardian(folder.get())) {
        return Optional.of(storeOf(folder.get()));
      }
      folder = Optional.ofNullable(folder.get().getParent());
    }
    return Optional.empty();
  }

  private static boolean isStore(Path folder) {
    return Files.isDirectory(folder.resolve(GUARDIANS));
  }

  /** Whether one of the folders in its folder of guardians is a guardian of a store. */
  static boolean isUsed(Path folder) throws IOException {
    Path guardians = folder.resolve(GUARDIANS);
    if (!Files.isDirectory(guardians)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(guardians)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        if (isGuardian(entry)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Other folders have something called {@code current} too, such as a link. */
  private static boolean isGuardian(Path folder) throws IOException {
    Path pointer = folder.resolve("current");
    if (!Files.isRegularFile(pointer)) {
      return false;
    }
    try {
      byte[] content = SafeFiles.readAtMost(pointer, MOST_POINTER);
      String name = new String(content, StandardCharsets.US_ASCII).strip();
      return name.matches("[0-9a-f]{16}")
          && Files.isRegularFile(folder.resolve(name).resolve("public/guardian.properties"));
    } catch (MalformedInputException e) {
      // It is too long to name a generation.
      return false;
    }
  }

  private static Path storeOf(Path guardian) {
    return Optional.ofNullable(guardian.getParent())
        .filter(all -> all.endsWith(GUARDIANS))
        .map(Path::getParent)
        .orElse(guardian);
  }
}
