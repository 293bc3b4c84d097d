package dev.keyward.internal.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command, as a witness. */
public final class OpenSsl {

  private final Path folder;

  private OpenSsl(Path folder) {
    this.folder = folder;
  }

  /** Skips the test where there is no such command. */
  public static OpenSsl in(Path folder) throws IOException, InterruptedException {
    boolean there;
    try {
      there = new ProcessBuilder("openssl", "version").start().waitFor() == 0;
    } catch (IOException e) {
      there = false;
    }
    assumeTrue(there, "skipped: no openssl to be a witness");
    return new OpenSsl(folder);
  }

  /** Standard output of a run that must succeed. */
  public String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("stdout");
    Path errors = folder.resolve("stderr");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    process.getOutputStream().close();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "openssl hangs");
    assertEquals(0, process.exitValue(), () -> command + ": " + text(errors));
    return text(output);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public void write(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
  }

  public byte[] read(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name));
  }
}
