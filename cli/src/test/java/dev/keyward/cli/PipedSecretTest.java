package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that a pipeline hands over without writing them to a disk. */
class PipedSecretTest {

  private static final String SHIELD =
      "vm shield vms/app.json --owner central-it --guardian branch-hgs --policy shielded -o new.svm";
  private static final String UNSHIELD = "vm unshield new.svm --as central-it -o opened";

  @TempDir Path folder;
  private Playground place;

  @BeforeEach
  void copyTheStore() {
    place = Playground.in(folder);
  }

  /** The path of a pipe that a shell holds open, as it hands it over for {@code <(...)}. */
  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "paths of open files are known there")
  void aPipeOfAShellIsSealed() throws Exception {
    Process shell =
        new ProcessBuilder("bash", "-c", "exec 3< <(printf hidden); echo ready; read -r").start();
    assertEquals('r', shell.getInputStream().read());
    String pipe = "/proc/" + shell.pid() + "/fd/3";
    place.done(SHIELD + " --secret a=" + pipe);
    shell.getOutputStream().close();
    shell.waitFor();
    assertSecret("hidden");
  }

  @Test
  @Tag("soak")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no path there leads to a stream")
  void theShellsPipeIsSealed() throws Exception {
    ProcessBuilder shield =
        Spawned.process(
            FewRounds.class.getName(), folder, place.variables(), Playground.unlocking(SHIELD));
    List<String> inShell =
        new ArrayList<>(List.of("bash", "-c", "\"$@\" --secret a=<(printf hidden)", "bash"));
    inShell.addAll(shield.command());
    assertEquals(0, shield.command(inShell).start().waitFor());
    assertSecret("hidden");
  }

  @Test
  void standardInputIsSealed() {
    Run shield =
        place
            .setting()
            .stdin("from a vault".getBytes(StandardCharsets.UTF_8))
            .run(Playground.unlocking(SHIELD + " --secret a=-"));
    assertEquals(0, shield.exit(), shield.err());
    assertSecret("from a vault");
  }

  private void assertSecret(String expected) {
    place.done(UNSHIELD);
    assertArrayEquals(expected.getBytes(StandardCharsets.UTF_8), place.bytes("opened/secret/a"));
  }
}
