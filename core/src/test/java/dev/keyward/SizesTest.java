package dev.keyward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Classes and folders of both modules that a reader can take in. */
class SizesTest {

  private static final int MOST_LINES = 300;
  private static final int MOST_FILES = 25;

  /** A sealed family and those who make it lie in one package, as Java asks without a module. */
  private static final Set<String> FULL = Set.of("dev/keyward/protector");

  private static List<Path> sources() throws IOException {
    try (Stream<Path> core = Files.walk(Path.of("src/main/java"));
        Stream<Path> cli = Files.walk(Path.of("../cli/src/main/java"))) {
      return Stream.concat(core, cli)
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().endsWith("-info.java"))
          .toList();
    }
  }

  @Test
  void noClassHasMoreThanThreeHundredLines() throws IOException {
    Set<String> tooLong = new TreeSet<>();
    for (Path file : sources()) {
      if (Files.readAllLines(file).size() > MOST_LINES) {
        tooLong.add(file.getFileName().toString().replace(".java", ""));
      }
    }
    assertEquals(Set.of(), tooLong);
  }

  @Test
  void noFolderHasMoreThanTwentyFiveFiles() throws IOException {
    Map<String, Integer> files = new TreeMap<>();
    for (Path file : sources()) {
      String folder = file.getParent().toString().replace('\\', '/');
      files.merge(folder.substring(folder.indexOf("dev/keyward")), 1, Integer::sum);
    }
    files.values().removeIf(count -> count <= MOST_FILES);
    files.keySet().removeAll(FULL);
    assertEquals(Map.of(), files);
  }
}
