package dev.keyward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
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

  /** A method or constructor, from its first modifier to its last bracket. */
  private record Measured(String name, long lines, int parameters, boolean isConstructorOfRecord) {}

  private static List<String> methods(Predicate<Measured> wanted) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Measured> found = new ArrayList<>();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources()));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new TreePathScanner<Void, Void>() {
          @Override
          public Void visitMethod(MethodTree method, Void nothing) {
            ClassTree type = (ClassTree) getCurrentPath().getParentPath().getLeaf();
            LineMap lines = unit.getLineMap();
            long first = lines.getLineNumber(positions.getStartPosition(unit, method));
            long last = lines.getLineNumber(positions.getEndPosition(unit, method));
            found.add(
                new Measured(
                    type.getSimpleName() + "." + method.getName(),
                    last - first + 1,
                    method.getParameters().size(),
                    type.getKind() == Tree.Kind.RECORD && method.getReturnType() == null));
            return super.visitMethod(method, nothing);
          }
        }.scan(unit, null);
      }
    }
    assertTrue(found.size() > 1000, "methods were found");
    return found.stream().filter(wanted).map(Measured::name).sorted().toList();
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
