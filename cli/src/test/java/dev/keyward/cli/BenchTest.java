package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the bench works; how fast it finds Keyward is no test's business. */
class BenchTest {

  /** The gate itself runs the bench for its text. */
  @Test
  @Tag("soak")
  void tellsOursAndTheLimitOfEachOperation() {
    Run run = Run.of("bench", "--quick", "--jdk", "--quiet");
    assertEquals(0, run.exit(), run.err());
    List<String> lines = run.out().lines().toList();
    assertTrue(lines.get(0).startsWith("JDK SunRsaSign"), lines.get(0));
    assertEquals(8, lines.size(), run.out());
    for (String line : lines.subList(2, lines.size())) {
      assertTrue(
          line.matches(".{53} +[1-9][0-9]* +[1-9][0-9]* +[0-9]+\\.[0-9]{2} +0\\.[0-9]{2}"), line);
    }
  }

  @Test
  @Tag("soak")
  void measuresATokenBesideItsBareCallsAndLeavesNoKeyThere(@TempDir Path folder) throws Exception {
    SoftToken token = SoftToken.of(folder, "owner");
    Spawned.Ended ended =
        token.keyward(
            "bench", "--pkcs11", SoftToken.path(), "--token", "owner", "--quick", "--quiet");
    assertEquals(0, ended.code(), ended.err());
    List<String> lines = ended.out().lines().toList();
    assertTrue(lines.get(0).startsWith("token \"owner\", Java "), lines.get(0));
    assertTrue(lines.get(2).startsWith("create in the token    sign in it"), lines.get(2));
    assertTrue(lines.get(3).startsWith("open in the token      RSA without padding in it"));
    try (Stream<Path> objects = Files.walk(folder.resolve("tokens"))) {
      assertEquals(
          List.of("token.object"),
          objects
              .map(each -> each.getFileName().toString())
              .filter(each -> each.endsWith(".object"))
              .toList());
    }
  }

  @Test
  void leavesNothingBehind() throws IOException {
    long before = folders();
    Run run = Run.of("bench", "--quick", "--output", "json");
    assertEquals(0, run.exit(), run.err());
    JsonSchemas.check("bench", run.out());
    assertEquals(before, folders());
  }

  private static long folders() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(each -> each.getFileName().toString().startsWith("keyward-bench-")).count();
    }
  }

  @Test
  void measuresWholeCommandsOnlyFromTheLauncher() {
    Run run = Run.of("bench", "--start");
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("--start works where bin/keyward started this"), run.err());
  }
}
