package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A VM that is shielded once more: hosts refuse the new file, and the command says so. */
class ShieldedAgainTest {

  private static final String SHIELD =
      "vm shield vms/app.json --owner central-it --guardian branch-hgs --policy shielded"
          + " --secret a=vms/password.txt -o ";
  private static final String REFUSED =
      "has a new history: hosts that know the VM refuse it without --accept-branch; use vm update";

  @TempDir Path folder;
  private Playground place;

  @BeforeEach
  void copyTheStore() throws Exception {
    place = Playground.in(folder);
    Files.createDirectory(place.path("out"));
  }

  private void copy(String to) throws Exception {
    Files.copy(place.path("vms/app.svm"), place.path(to));
  }

  @Test
  void aFileThatIsNotReplacedIsSaidToBeTheVm() throws Exception {
    copy("out/app.svm");
    Run run = place.typed(SHIELD + "out/app.svm");
    assertEquals(7, run.exit(), run.err());
    assertTrue(
        run.err().contains("this file is the same VM, and a new one from vm shield " + REFUSED),
        run.err());
    assertTrue(run.err().contains("already exists"), run.err());
    assertArrayEquals(place.bytes("vms/app.svm"), place.bytes("out/app.svm"));
  }

  @Test
  void aFileThatIsReplacedIsSaidToHaveBeenTheVm() throws Exception {
    copy("out/app.svm");
    Run run = place.done(SHIELD + "out/app.svm --force");
    assertTrue(
        run.err().contains("the old file was the same VM, and the new one " + REFUSED), run.err());
  }

  @Test
  void aFileUnderAnotherNameIsNamed() throws Exception {
    copy("out/monday.svm");
    copy("out/backup of app");
    Files.write(place.path("out/other.svm"), place.bytes("vms/business.svm"));
    Run run = place.done(SHIELD + "out/app.svm");
    assertTrue(
        run.err().contains("the same VM is in backup of app, monday.svm beside it, and"),
        run.err());
    assertTrue(run.err().contains(REFUSED), run.err());
    assertFalse(run.err().contains("other.svm"), run.err());
  }

  @Test
  void aFileOfAnotherOwnerIsAnotherVmToHosts() throws Exception {
    place.done(
        "vm shield vms/app.json --owner business-it --guardian branch-hgs --policy shielded"
            + " --secret a=vms/password.txt -o out/theirs.svm");
    Run run = place.done(SHIELD + "out/app.svm");
    assertTrue(run.err().contains("is in theirs.svm beside it, with another owner key"), run.err());
    assertFalse(run.err().contains("refuse"), run.err());
    Run refused = place.typed(SHIELD + "out/theirs.svm");
    assertEquals(7, refused.exit(), refused.err());
    assertTrue(refused.err().contains("has the same VM id and another owner key"), refused.err());
  }

  @Test
  void filesThatOnlyNameTheVmAreLeftOut() throws Exception {
    byte[] file = place.bytes("vms/app.svm");
    file[file.length / 2] ^= 1;
    Files.write(place.path("out/damaged.svm"), Arrays.copyOf(file, 3000));
    Files.write(
        place.path("out/list.txt"),
        new String(file, StandardCharsets.ISO_8859_1)
            .substring("KEYWARD-FILE 1\n".length())
            .getBytes(StandardCharsets.ISO_8859_1));
    Files.createDirectory(place.path("out/folder.svm"));
    assertFalse(place.done(SHIELD + "out/app.svm").err().contains("beside it"));
  }

  @Test
  void aFirstFileHasNothingBesideIt() {
    assertFalse(place.done(SHIELD + "out/app.svm").err().contains("warning"));
    assertFalse(place.done(SHIELD + "-").err().contains("warning"));
  }
}
