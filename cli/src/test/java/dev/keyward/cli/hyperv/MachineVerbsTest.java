package dev.keyward.cli.hyperv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands of one protector take a VM by either of its two files. */
class MachineVerbsTest {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));
  private static final String GUID = "6A4F2C1E-7B3D-4E5F-9A8B-0C1D2E3F4A5B";

  @TempDir private Path folder;

  @BeforeEach
  void copyTheFilesOfTheVm() throws IOException {
    for (String ending : List.of(".vmcx", ".vmrs")) {
      Path file = FIXTURES.resolve("machines/vm-folder").resolve(GUID + ending);
      Files.copy(file, folder.resolve(GUID + ending));
    }
  }

  private Run run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--store", "none", "--now", "2026-11-29T12:00:00Z"));
    return Run.in(folder).run(all.toArray(String[]::new));
  }

  private void sample(String name) throws IOException {
    Files.copy(FIXTURES.resolve("vmcx").resolve(name), folder.resolve(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"show", "verify", "check"})
  void theConfigurationFindsTheProtectorInTheState(String verb) {
    Run run = run("protector", verb, GUID + ".vmcx");
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().startsWith(GUID + ".vmcx#web-01: "), run.out());
  }

  @Test
  void theStateFindsTheNameInTheConfiguration() {
    assertTrue(run("protector", "show", GUID + ".vmrs").out().startsWith(GUID + ".vmrs#web-01: "));
  }

  @Test
  void bothFilesOfAVmThatAreNamedAreAnsweredOnce() {
    Run both = run("protector", "check", GUID + ".vmcx", GUID + ".vmrs");
    assertEquals(run("protector", "check", GUID + ".vmcx").out(), both.out());
  }

  @Test
  void convertTakesTheProtectorOut() throws Exception {
    for (String ending : List.of(".vmcx", ".vmrs")) {
      String out = ending.substring(1) + ".kp";
      Run run = run("protector", "convert", GUID + ending, "--encoding", "framed", "-o", out);
      assertEquals(0, run.exit(), run.err());
    }
    byte[] taken = Files.readAllBytes(folder.resolve("vmcx.kp"));
    assertArrayEquals(taken, Files.readAllBytes(folder.resolve("vmrs.kp")));
    assertEquals(taken.length, taken[2] << 8 & 0xff00 | taken[3] & 0xff);
  }

  @Test
  void aDamagedStateIsAnErrorThatNamesIt() throws Exception {
    byte[] state = Files.readAllBytes(folder.resolve(GUID + ".vmrs"));
    state[8192] ^= 1;
    Files.write(folder.resolve(GUID + ".vmrs"), state);
    Run run = run("protector", "show", GUID + ".vmcx");
    assertEquals(3, run.exit());
    assertTrue(run.err().contains(GUID + ".vmrs"), run.err());
  }

  @Test
  void theStateOfAnotherVmIsRefused() throws Exception {
    sample("web-01.vmcx");
    Files.move(folder.resolve("web-01.vmcx"), folder.resolve("other.vmcx"));
    sample("buero-02.vmcx");
    Files.move(folder.resolve("buero-02.vmcx"), folder.resolve("other.vmrs"));
    Run run = run("protector", "verify", "other.vmcx");
    assertEquals(3, run.exit());
    assertTrue(run.err().contains("the id of another VM"), run.err());
  }

  @Test
  void theCurrentProtectorCountsAndTheLastKnownGoodOneIsAChoice() throws Exception {
    sample("last-known-good-differs.vmcx");
    Run current = run("protector", "verify", "last-known-good-differs.vmcx");
    assertTrue(current.out().startsWith("last-known-good-differs.vmcx#db-05: valid"));
    assertTrue(current.err().contains("--last-known-good takes it"), current.err());
    Run last = run("protector", "verify", "last-known-good-differs.vmcx", "--last-known-good");
    assertTrue(last.out().contains("#db-05 (last known good): valid, sealed by unknown"));
  }

  @Test
  void withoutOneOfTheTwoTheOtherIsNamed() throws Exception {
    sample("more-lkg-only.vmcx");
    Run run = run("protector", "check", "more-lkg-only.vmcx");
    assertEquals(6, run.exit());
    assertTrue(run.err().contains("hint: --last-known-good takes it"), run.err());
    sample("buero-02.vmcx");
    assertEquals(6, run("protector", "show", "buero-02.vmcx", "--last-known-good").exit());
  }

  @Test
  void commandsThatWriteRefuseTheFile() {
    for (String ending : List.of(".vmcx", ".vmrs")) {
      String file = GUID + ending;
      Run in = run("protector", "revoke", file, "--wrapping", "1", "--in-place");
      Run out = run("protector", "revoke", file, "--wrapping", "1", "-o", "new.kp");
      Run onto = run("protector", "convert", file, "--encoding", "xml", "-o", file, "--force");
      for (Run refused : List.of(in, out, onto)) {
        assertEquals(3, refused.exit(), refused.err());
        assertTrue(refused.err().contains("Set-VMKeyProtector"), refused.err());
      }
    }
  }
}
