package dev.keyward.cli.base.program;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.Until;
import dev.keyward.cli.base.program.AttachedProgram.Ended;
import dev.keyward.secret.SecretOutput;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Programs that end with the process that started them. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no sh")
class AttachedProgramTest {

  @TempDir Path folder;

  private Program shell() throws IOException {
    return Program.require(Map.of("PATH", System.getenv("PATH")), "sh", "dash").in(folder);
  }

  private static List<String> script(String text) {
    return List.of("-c", text);
  }

  @Test
  void itsExitCodeAndItsLastLineAreKnown() throws IOException {
    Ended ended = shell().run(script("echo first; echo last >&2; exit 7"));
    assertEquals(7, ended.code());
    assertEquals("last", ended.lastLine());
  }

  @Test
  void aSecretEndsWhereItEnds() throws IOException {
    for (int size : new int[] {0, 1, 4096, 8191, 8192, 200_000}) {
      Ended ended = shell().runWithSecret(script("wc -c <&3"), new byte[size]);
      assertEquals("" + size, ended.lastLine());
    }
  }

  @Test
  void aProgramThatDoesNotReadItsSecretEndsAsItDoes() throws IOException {
    assertEquals(3, shell().runWithSecret(script("exit 3"), new byte[1 << 20]).code());
  }

  @Test
  void whatItWritesIsHeldAsBytes() throws IOException {
    try (SecretOutput output = new SecretOutput(100)) {
      shell().runForSecret(script("printf '\\377\\000\\n'"), output);
      assertArrayEquals(new byte[] {-1, 0, '\n'}, output.copy());
    }
  }

  @Test
  void closingEndsItWithAllThatItStarted() throws Exception {
    List<String> words = script("sleep 600 & echo $! >child; echo $$ >own; sleep 600");
    try (AttachedProgram program = shell().attach(words, new byte[0])) {
      Until.so(() -> Files.exists(folder.resolve("own")) && !read("own").isEmpty());
      assertTrue(program.isAlive());
    }
    for (String name : List.of("child", "own")) {
      Path process = Path.of("/proc", read(name));
      Until.so(() -> !Files.exists(process));
    }
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name)).strip();
  }

  @Test
  void aFailureOfAProgramWithSecretOutputNamesItsLastLine() throws IOException {
    try (SecretOutput output = new SecretOutput(100)) {
      Program shell = shell();
      List<String> words = script("echo no state; exit 1");
      FileSystemException failure =
          assertThrows(FileSystemException.class, () -> shell.runForSecret(words, output));
      assertEquals("no state", failure.getReason());
    }
  }
}
