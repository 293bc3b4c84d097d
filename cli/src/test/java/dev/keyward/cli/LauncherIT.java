package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's launcher, as a shell starts it. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {

  private static final Path LAUNCHER =
      Path.of(System.getProperty("keyward.distribution"), "bin", "keyward");

  @TempDir private Path folder;

  @Test
  void startsTheCommand() throws Exception {
    Run run = finish(launcher(LAUNCHER, "--version").start());
    assertEquals("", run.err());
    assertEquals(Run.of("--version"), run);
  }

  @Test
  void startsThroughSymbolicLinks() throws Exception {
    Path inner = Files.createSymbolicLink(folder.resolve("inner"), LAUNCHER.toAbsolutePath());
    Path outer = Files.createSymbolicLink(folder.resolve("outer link"), inner.getFileName());
    assertEquals(0, finish(launcher(outer, "--version").start()).exit());
  }

  @Test
  void passesExitCodesAndArgumentsOn() throws Exception {
    Run run = finish(launcher(LAUNCHER, "completion", "no such *\"shell").start());
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("no such *\"shell"), run.err());
  }

  @Test
  void refusesAJavaThatIsTooOld() throws Exception {
    Path java = folder.resolve("old/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\nexit 0\n");
    assertTrue(java.toFile().setExecutable(true));
    Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"11.0.2\"\n");
    ProcessBuilder builder = launcher(LAUNCHER, "--version");
    builder.environment().put("JAVA_HOME", folder.resolve("old").toString());
    Run run = finish(builder.start());
    assertEquals(5, run.exit());
    assertTrue(run.err().contains("is Java 11.0.2, expected 17 or later"), run.err());
  }

  @Test
  void theProcessIsJavaSoThatSignalsReachIt() throws Exception {
    ProcessBuilder builder = launcher(LAUNCHER, "--version");
    // Suspended before it does anything, the process is still there to be looked at.
    builder
        .environment()
        .put("KEYWARD_JAVA_OPTS", "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,quiet=y");
    Process process = builder.start();
    try {
      for (int i = 0; i < 200 && !isJava(process); i++) {
        Thread.sleep(50);
      }
      assertTrue(isJava(process), () -> process.info().toString());
      process.destroy();
      assertEquals(128 + 15, process.waitFor());
    } finally {
      process.destroyForcibly();
    }
  }

  private static boolean isJava(Process process) {
    Optional<String> command = process.info().command();
    return command.isPresent() && command.get().endsWith("java");
  }

  private static ProcessBuilder launcher(Path launcher, String... words) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("KEYWARD_JAVA_OPTS");
    return builder;
  }

  private static Run finish(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, err);
  }
}
