package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The passphrase of a vTPM and the variables of UEFI firmware are parts of a shielded VM. */
class VtpmKeyTest {

  private static final String SHIELD =
      "vm shield vms/domain.xml --owner central-it --guardian branch-hgs --policy shielded"
          + " -o new.svm";

  @TempDir Path folder;
  private Playground place;

  @BeforeEach
  void copyTheStore() {
    place = Playground.in(folder);
  }

  /** What the tests below need beside Java; a run inside the test has no variables of its own. */
  private Run withPrograms(String line) {
    Map<String, String> variables = new LinkedHashMap<>(place.setting().variables());
    variables.put("PATH", System.getenv("PATH"));
    String[] words = Playground.unlocking(line);
    return place.setting().variables(variables).run(words);
  }

  @Test
  void aNewPassphraseIsPrintableAndNobodySeesIt() {
    Run run = place.done(SHIELD + " --vtpm-key new");
    place.done("vm unshield new.svm --as central-it -o opened");
    String passphrase = new String(place.bytes("opened/vtpm-key"), StandardCharsets.US_ASCII);
    assertTrue(passphrase.matches("[A-Za-z0-9+/]{43}="), "44 signs of Base64");
    assertFalse((run.out() + run.err()).contains(passphrase));
    assertEquals(2, run.out().lines().count(), run.out());
  }

  @Test
  void aGivenPassphraseIsSealedByteByByte() throws Exception {
    byte[] bytes = {0, 1, 2, (byte) 0xff, '\n'};
    Files.write(place.path("key"), bytes);
    Run run = place.done(SHIELD + " --vtpm-key key");
    assertTrue(run.err().contains("key: it ends with a line end"), run.err());
    place.done("vm unshield new.svm --as central-it -o opened");
    assertArrayEquals(bytes, place.bytes("opened/vtpm-key"));
  }

  @Test
  void variablesOfUefiAreSealedAndCanBeUpdated() throws Exception {
    byte[] variables = new byte[100];
    System.arraycopy("_FVH".getBytes(StandardCharsets.US_ASCII), 0, variables, 40, 4);
    Files.write(place.path("vars.fd"), variables);
    Run run = place.done(SHIELD + " --uefi-vars vars.fd");
    assertFalse(run.err().contains("does not look like"), run.err());
    assertTrue(place.done("vm show new.svm").out().contains("uefi-vars "));
    Files.writeString(place.path("other.fd"), "others");
    Run update = place.done("vm update new.svm --as central-it --uefi-vars other.fd --in-place");
    assertTrue(update.err().contains("other.fd: it does not look like variables"), update.err());
    place.done("vm unshield new.svm --as central-it -o opened");
    assertArrayEquals(place.bytes("other.fd"), place.bytes("opened/uefi-vars"));
  }

  @Test
  void aStateAndAPassphraseDoNotGoTogether() {
    String both = SHIELD + " --vtpm-key new --vtpm-state vms/vtpm-state.bin --vtpm-format raw";
    assertEquals(2, withPrograms(both).exit());
    assertEquals(2, withPrograms(SHIELD + " --swtpm-state state").exit());
  }

  @Test
  void anEmptyPassphraseIsRefused() throws Exception {
    Files.createFile(place.path("key"));
    assertEquals(3, withPrograms(SHIELD + " --vtpm-key key").exit());
    assertFalse(Files.exists(place.path("new.svm")));
  }

  @Test
  void aMissingProgramIsNamedWithItsPackage() {
    Run run = place.typed(SHIELD + " --vtpm-key new --swtpm-state state");
    assertEquals(5, run.exit());
    assertTrue(run.err().contains("apt install swtpm"), run.err());
    assertFalse(Files.exists(place.path("new.svm")));
  }

  @Test
  void aNewStateOpensWithItsPassphraseAndWithNoOther() throws Exception {
    Installed.assume("swtpm_setup", "swtpm-tools");
    assertEquals(0, withPrograms(SHIELD + " --vtpm-key new --swtpm-state state").exit());
    place.done("vm unshield new.svm --as central-it -o opened");
    String again = " --swtpm-state state --force";
    assertEquals(0, withPrograms(SHIELD + " --vtpm-key opened/vtpm-key" + again).exit());
    Files.writeString(place.path("other"), "another passphrase");
    Run other = withPrograms(SHIELD + " --vtpm-key other" + again);
    assertEquals(3, other.exit());
    assertTrue(other.err().contains("a state that swtpm does not open"), other.err());
    Run second = withPrograms(SHIELD + " --vtpm-key new" + again);
    assertEquals(2, second.exit(), second.err());
  }

  @Test
  void aStateInTheClearIsRefused() throws Exception {
    Installed.assume("swtpm_setup", "swtpm-tools");
    Files.createDirectory(place.path("state"));
    Files.copy(place.path("vms/vtpm-state.bin"), place.path("state/tpm2-00.permall"));
    Files.writeString(place.path("key"), "a passphrase");
    assertEquals(3, withPrograms(SHIELD + " --vtpm-key key --swtpm-state state").exit());
  }

  @Test
  void nothingIsLeftWhenTheFileCannotBeWritten() {
    Installed.assume("swtpm_setup", "swtpm-tools");
    Run run =
        place
            .setting()
            .variables(
                Map.of(
                    "KEYWARD_STORE",
                    place.path("store").toString(),
                    "PATH",
                    System.getenv("PATH"),
                    "WRONG",
                    "a wrong passphrase"))
            .run(
                (SHIELD + " --vtpm-key new --swtpm-state state --passphrase-env WRONG").split(" "));
    assertEquals(4, run.exit(), run.err());
    assertFalse(Files.exists(place.path("state")));
    assertFalse(Files.exists(place.path("new.svm")));
  }
}
