package dev.keyward.vm.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of others that say what is in a disk. */
public final class Witness {

  private Witness() {}

  /** Standard output of a run that must succeed; where there is no such program, skips the test. */
  public static String run(Path folder, String... command)
      throws IOException, InterruptedException {
    Path output = folder.resolve("stdout");
    Path errors = folder.resolve("stderr");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
    } catch (IOException e) {
      assumeTrue(false, "SKIPPED: no " + command[0] + " to be a witness");
      throw e;
    }
    process.getOutputStream().close();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), command[0] + " hangs");
    String said = new String(Files.readAllBytes(errors), StandardCharsets.ISO_8859_1);
    assertEquals(0, process.exitValue(), () -> List.of(command) + ": " + said);
    return new String(Files.readAllBytes(output), StandardCharsets.ISO_8859_1);
  }
}
