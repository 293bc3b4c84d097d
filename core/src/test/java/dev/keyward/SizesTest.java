package dev.keyward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Classes and folders of both modules that a reader can take in. */
class SizesTest {

  private static final int MOST_LINES = 300;
  private static final int MOST_FILES = 25;
  private static final int MOST_LINES_OF_A_METHOD = 40;
  private static final int MOST_PARAMETERS = 4;

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
  void noMethodHasMoreThanFortyLines() throws IOException {
    assertEquals(List.of(), methods(method -> method.lines() > MOST_LINES_OF_A_METHOD));
  }

  /** Records may have more components: they are what takes the place of many parameters. */
  @Test
  void noMethodHasMoreThanFourParameters() throws IOException {
    assertEquals(
        List.of(),
        methods(
            method -> method.parameters() > MOST_PARAMETERS && !method.isConstructorOfRecord()));
  }

  private static List<String> methods(Predicate<MethodSizes.Measured> wanted) throws IOException {
    boolean compiles = ToolProvider.getSystemJavaCompiler() != null;
    assumeTrue(compiles, "skipped: this Java has no compiler");
    List<MethodSizes.Measured> measured = MethodSizes.of(sources());
    assertTrue(measured.size() > 1000, "methods were found");
    return measured.stream().filter(wanted).map(MethodSizes.Measured::name).sorted().toList();
  }

  @Test
  void noFolderHasMoreThanTwentyFiveFiles() throws IOException {
    Map<String, Integer> files = new TreeMap<>();
    for (Path file : sources()) {
      String folder = file.getParent().toString().replace('\\', '/');
      files.merge(folder.substring(folder.indexOf("dev/keyward")), 1, Integer::sum);
    }
    files.values().removeIf(count -> count <= MOST_FILES);
    assertEquals(Map.of(), files);
  }
}
