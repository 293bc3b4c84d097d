package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guests that really boot, under software emulation, on the parts that {@code host run} opens. Each
 * boot adds one to a counter in the TPM and to one on the disk; the test reads both from outside.
 */
@Tag("guests")
class GuestsIT extends InBranch {

  private static final int BOOTS = 3;
  private static final Path GUESTS =
      Path.of(System.getProperty("keyward.fixtures")).resolveSibling(".ci").resolve("guests");
  private static final Path VARIABLES = Path.of("/usr/share/OVMF/OVMF_VARS_4M.fd");

  private static String guest = "";

  @BeforeAll
  static void install() throws Exception {
    Process install = new ProcessBuilder(GUESTS.resolve("install").toString()).start();
    String said = new String(install.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(install.waitFor() != 77, said.strip());
    assertEquals(0, install.exitValue(), said);
    guest = said.strip();
  }

  @BeforeEach
  void makeDisks() throws Exception {
    for (String disk : List.of("disk", "said")) {
      try (RandomAccessFile file = new RandomAccessFile(work.resolve(disk).toFile(), "rw")) {
        file.setLength(1 << 20);
      }
    }
    Files.copy(VARIABLES, work.resolve("vars.fd"));
  }

  @Test
  void aGuestWhoseStateIsAPartCountsOn() throws Exception {
    Path state = Files.createDirectory(work.resolve("state"));
    program("swtpm_setup", "--tpm2", "--createek", "--tpmstate", state.toString());
    keyward(shield("guest.svm --vtpm-state state/tpm2-00.permall"));
    Spawned.deleteTree(state);
    boots("");
    assertTrue(shown().contains("generation    7"), shown());
  }

  @Test
  void aGuestWhoseStateStaysOnTheDiskCountsOn() throws Exception {
    keyward(shield("guest.svm --vtpm-key new --swtpm-state state"));
    boots(work.resolve("state").toString());
  }

  private static String shield(String rest) {
    return "vm shield vm.json --owner owner --guardian branch --policy encryption-supported"
        + " --uefi-vars vars.fd --force -o "
        + rest;
  }

  private String shown() {
    return BranchHost.done(work, "vm show guest.svm");
  }

  private void boots(String state) throws Exception {
    for (int boot = 1; boot <= BOOTS; boot++) {
      String line =
          "host run host guest.svm -- " + GUESTS.resolve("boot") + " " + guest + " disk said";
      String words = state.isEmpty() ? line : line + " " + state;
      assertEquals(0, Spawned.start(work, words.split(" ")).waitFor(), words);
      byte[] said = Arrays.copyOf(Files.readAllBytes(work.resolve("said")), 64);
      assertEquals(
          "tpm " + boot + " disk " + boot, new String(said, StandardCharsets.US_ASCII).trim());
    }
    try (Stream<Path> runs = Files.walk(work.resolve("host/machines"))) {
      assertFalse(runs.anyMatch(file -> file.endsWith("run.json")));
    }
  }

  /** In a process of its own, which finds programs as users do. */
  private void keyward(String line) throws Exception {
    assertEquals(0, Spawned.start(work, BranchHost.words(line)).waitFor(), line);
  }

  private static void program(String... words) throws Exception {
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, process.waitFor(), words[0]);
  }
}
