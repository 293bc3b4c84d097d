package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a machine and its files are called is not believed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InputCasesTest {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));
  private static final String SHIELD =
      " --owner central-it --guardian branch-hgs --policy shielded --force -o new.svm";
  private static final String APP = "vm shield vms/app.json" + SHIELD;

  private Path folder;
  private Playground place;

  @BeforeAll
  void copyTheStore(@TempDir Path made) {
    folder = made;
    place = Playground.in(folder);
  }

  private void copy(String fixture, String to) throws IOException {
    Files.copy(FIXTURES.resolve(fixture), folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "domain.xml    | the machine is running",
        "running.json  | the machine is running",
        "object.json   | the machine is running",
        "localized.json| the machine's state is \"Wird ausgeführt\", not known as off",
        "critical.json | the machine's state is \"RunningCritical\", not known as off",
      })
  void aMachineThatIsNotKnownToBeOffDrawsAWarning(String name, String doubt) throws IOException {
    copy("inputs/states/" + name, name);
    Run run = place.typed("vm shield " + name + SHIELD);
    assertEquals(0, run.exit(), run.err());
    String warning = "keyward: warning: " + name + ": " + doubt + "; its state may still change\n";
    assertTrue(run.err().contains(warning), run.err());
  }

  @Test
  void aMachineThatIsOffDrawsNone() throws IOException {
    String json = Files.readString(FIXTURES.resolve("inputs/states/running.json"));
    Files.writeString(folder.resolve("off.json"), json.replace("\"State\":2", "\"State\":3"));
    assertFalse(place.typed("vm shield off.json" + SHIELD).err().contains("may still change"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello\n"})
  void aFileThatIsNoStateOfATpmIsSealedOnlyOnPurpose(String content) throws IOException {
    Files.writeString(folder.resolve("state"), content);
    Files.deleteIfExists(folder.resolve("new.svm"));
    Run refused = place.typed(APP + " --vtpm-state state");
    assertEquals(3, refused.exit());
    assertTrue(refused.err().contains("--vtpm-format raw"), refused.err());
    assertFalse(Files.exists(folder.resolve("new.svm")));
    assertEquals(0, place.typed(APP + " --vtpm-state state --vtpm-format raw").exit());
  }

  @Test
  void aDiskIsNoStateOfATpm() {
    assertEquals(3, place.typed(APP + " --vtpm-state disks/small.img").exit());
  }

  @Test
  void aStateOfSwtpmIsSealedWithoutAWord() throws IOException {
    copy("vtpm/tpm2-00.permall", "tpm2-00.permall");
    Run run = place.typed(APP + " --vtpm-state tpm2-00.permall");
    assertEquals(0, run.exit(), run.err());
    assertFalse(run.err().contains("warning"), run.err());
  }

  @Test
  void theStateOfATpm12IsNamed() throws IOException {
    copy("vtpm/tpm-00.permall", "tpm-00.permall");
    Run run = place.typed(APP + " --vtpm-state tpm-00.permall");
    assertEquals(0, run.exit(), run.err());
    assertTrue(
        run.err()
            .contains(
                "tpm-00.permall: the state of a TPM 1.2, though the policy requires a TPM 2.0"),
        run.err());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "swtpm runs on POSIX systems")
  @SuppressWarnings("try") // The lock is held, not used.
  void aStateOnWhichSwtpmRunsDrawsAWarning() throws Exception {
    copy("vtpm/tpm2-00.permall", "tpm2-00.permall");
    Files.createFile(folder.resolve(".lock"));
    try (Hold swtpm = Hold.locking(folder, ".lock")) {
      Run run = place.typed(APP + " --vtpm-state tpm2-00.permall");
      assertEquals(0, run.exit(), run.err());
      assertTrue(run.err().contains("swtpm is using this state"), run.err());
    }
    Run after = place.typed(APP + " --vtpm-state tpm2-00.permall");
    assertFalse(after.err().contains("swtpm"), after.err());
  }
}
