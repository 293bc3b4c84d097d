package dev.keyward.guardian;

import dev.keyward.internal.io.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the disk says about a guardian's private keys. Its record may differ: a restore may have
 * left them out, or opened them for all.
 *
 * @param there whether there are key files
 * @param openToOthers whether others than their owner may read one of them
 */
public record KeyFilesSeen(boolean there, boolean openToOthers) {

  private static final int DEEPEST = 3;

  /** Of what is below one state of a guardian's folder. */
  public static KeyFilesSeen of(Path generation) throws IOException {
    Path folder = generation.resolve("private");
    if (!Files.isDirectory(folder)) {
      return new KeyFilesSeen(false, false);
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    boolean open = false;
    for (Path file : files) {
      open |= OwnerOnly.isReadableByOthers(file);
    }
    return new KeyFilesSeen(!files.isEmpty(), open && OwnerOnly.isReadableByOthers(folder));
  }
}
