package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a program of the system to its end. Test-only. */
public final class OtherProgram {

  private OtherProgram() {}

  /** What a program prints that must succeed. */
  public static String ran(Path folder, String... command) throws Exception {
    Run run = run(folder, command);
    assertEquals(0, run.exit(), String.join(" ", command) + ": " + run.err());
    return run.out();
  }

  /** A program's run to its end. */
  public static Run run(Path folder, String... command) throws Exception {
    return run(folder, Map.of(), List.of(command));
  }

  /** The same with these environment variables, besides those of this process. */
  static Run run(Path folder, Map<String, String> variables, List<String> command)
      throws Exception {
    Path err = Files.createTempFile("keyward-run", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
      builder.environment().putAll(variables);
      Process process = builder.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Run(process.waitFor(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }
}
