package dev.keyward.guardian;

import dev.keyward.internal.io.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The state of a guardian's key files on disk. The record may differ: a restore may have left out
 * the files, or made them readable for everybody.
 *
 * @param missing the key files that the record names and the disk does not have, by their paths;
 *     those of the current keys first
 * @param current whether both files of the current keys are there
 * @param openToOthers whether others than their owner may read one of them
 */
public record KeyFilesSeen(List<String> missing, boolean current, boolean openToOthers) {

  private static final int DEEPEST = 3;
  private static final int PAIR = 2;

  /** Copies the list. */
  public KeyFilesSeen {
    missing = List.copyOf(missing);
  }

  /**
   * Of what is below one state of a guardian's folder.
   *
   * @param current the key files of the current keys, by their paths; none where there are none
   * @param former those of former keys
   */
  public static KeyFilesSeen of(Path generation, List<String> current, List<String> former)
      throws IOException {
    List<String> missing =
        Stream.concat(current.stream(), former.stream())
            .filter(file -> !Files.isRegularFile(generation.resolve(file)))
            .toList();
    boolean whole = !current.isEmpty() && missing.stream().noneMatch(current::contains);
    return new KeyFilesSeen(missing, whole, isOpen(generation.resolve("private")));
  }

  /** Whether both files of a pair are missing where one is, so that its keys can be taken again. */
  public boolean areByPairs() {
    return missing.stream()
        .map(file -> file.substring(0, file.lastIndexOf('/')))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .values()
        .stream()
        .allMatch(count -> count == PAIR);
  }

  private static boolean isOpen(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    boolean open = false;
    for (Path file : files) {
      open |= OwnerOnly.isReadableByOthers(file);
    }
    return open && OwnerOnly.isReadableByOthers(folder);
  }
}
