package dev.keyward.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Reports read by Python's own modules, and compared with what is known of the input. */
final class OtherReaders {

  private OtherReaders() {}

  /**
   * Compares the files of a folder with the first, which has the truth.
   *
   * @param what is compared: {@code names} of machines, or {@code parties} of protectors
   */
  static void read(Path folder, String what, String... files) throws Exception {
    assumeTrue(isThere(), "skipped: no python3 here, so nobody else reads the reports");
    Path script = folder.resolve("readback.py");
    try (InputStream in = OtherReaders.class.getResourceAsStream("/reports/readback.py")) {
      Files.write(script, in.readAllBytes());
    }
    List<String> command = new ArrayList<>(List.of("python3", script.toString(), what));
    command.addAll(List.of(files));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    assertEquals("", said);
    assertEquals(0, process.exitValue());
  }

  private static boolean isThere() throws IOException {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(each -> Files.isExecutable(Path.of(each, "python3")));
  }
}
