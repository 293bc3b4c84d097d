package dev.keyward.guardian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.internal.io.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrowdedPoolTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void nothingWaitsForTheCommonPool(int parallelism) throws Exception {
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + parallelism,
                "-Dkeyward.fixtures=" + System.getProperty("keyward.fixtures"),
                "-cp",
                System.getProperty("java.class.path"),
                CrowdedPool.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      // Only a deadlock takes this long.
      assertTrue(process.waitFor(3, TimeUnit.MINUTES), () -> "stuck: " + read(said));
      assertEquals(
          List.of(
              "unlocked in all threads",
              "unlocked beside busy threads",
              "fetched beside busy threads"),
          Files.readAllLines(said));
      assertEquals(0, process.exitValue());
    } finally {
      process.destroyForcibly();
      // Windows keeps the file of a process that has just ended.
      Patience.SYSTEM.delete(said);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }
}
