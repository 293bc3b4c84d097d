package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs over many protectors, and edits of files where they stand. */
class ManyFilesTest {

  private static final String GOOD = "protectors/hgs-vm.xml";
  private static final String BAD = "protectors/cut-off.xml";
  private static final String NONE = "protectors/no-protector.framed";

  @TempDir Path temp;
  private Playground here;

  @BeforeEach
  void copyTheFixtures() {
    here = Playground.in(temp.resolve("here"));
  }

  @Test
  void theWorstOfManyFilesGivesTheExitCode() {
    assertEquals(0, here.run("protector", "check", GOOD, GOOD).exit());
    assertEquals(6, here.run("protector", "check", GOOD, NONE).exit());
    assertEquals(3, here.run("protector", "check", NONE, BAD, GOOD).exit());
    assertEquals(5, here.run("protector", "check", "nowhere", BAD, NONE, GOOD).exit());
  }

  @Test
  void anAnswerNoIsMilderThanNoProtector() {
    String[] ask = {"protector", "check", "--guardian", "branch-hgs", GOOD, NONE};
    assertEquals(6, here.run(ask).exit());
    assertEquals(1, here.run("protector", "check", "--guardian", "branch-hgs", GOOD).exit());
  }

  @Test
  void noAccessIsWorseThanBadInput() {
    assertEquals(
        4,
        here.unlocked("protector", "check", "--prove", BAD, "protectors/stranger.xml", GOOD)
            .exit());
  }

  @Test
  void anEditDoesNotUndoAnotherThatCameBetween() throws IOException {
    byte[] other = here.bytes("protectors/pretty.xml");
    Path file = here.path(GOOD);
    Run run =
        here.setting()
            .prompt(
                question -> {
                  // While somebody types the passphrase, somebody else replaces the file.
                  Files.write(file, other);
                  return "correct horse".toCharArray();
                })
            .run(
                "--now",
                "2026-11-23T00:00:00Z",
                "protector",
                "grant",
                GOOD,
                "--guardian",
                "branch-hgs",
                "--in-place");
    assertEquals(5, run.exit(), run.err());
    assertTrue(run.err().contains("another program changed it"), run.err());
    assertArrayEquals(other, Files.readAllBytes(file));
  }

  @Test
  void theRunGoesOnAndASummaryEndsIt() {
    Run run = here.run("protector", "check", BAD, NONE, GOOD);
    assertTrue(run.out().contains(GOOD + ": valid"), run.out());
    assertTrue(
        run.err().endsWith("keyward: 3 protectors, 1 with errors, 1 without a protector\n"),
        run.err());
  }

  @Test
  void aWrongPassphraseEndsTheRun() {
    Run run =
        here.run(
            "protector",
            "check",
            "--prove",
            GOOD,
            GOOD,
            "--passphrase-file",
            "wrong-passphrase.txt");
    assertEquals(4, run.exit());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void editsInPlaceLeaveAnUnchangedFileUntouched() throws IOException {
    byte[] before = here.bytes(GOOD);
    Files.setLastModifiedTime(here.path(GOOD), FileTime.fromMillis(1_000_000));
    Run run = grant("datacenter-hgs", GOOD, "--in-place");
    assertEquals(0, run.exit(), run.err());
    assertArrayEquals(before, here.bytes(GOOD));
    assertEquals(1_000_000, Files.getLastModifiedTime(here.path(GOOD)).toMillis());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void editsInPlaceRefuseALink() throws IOException {
    byte[] before = Files.readAllBytes(here.path(GOOD));
    Files.createSymbolicLink(here.path("link.xml"), Path.of(GOOD));
    Run run = grant("branch-hgs", "link.xml", "--in-place");
    assertEquals(5, run.exit(), run.err());
    assertTrue(run.err().contains("is a link, and nothing is written through a link"), run.err());
    assertTrue(run.err().contains("name the file: " + here.path(GOOD)), run.err());
    assertArrayEquals(before, Files.readAllBytes(here.path(GOOD)));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Java counts no names of a file there")
  void editsInPlaceWarnOfOtherNamesOfTheFile() throws IOException {
    Files.createLink(here.path("live.xml"), here.path(GOOD));
    Run run = grant("branch-hgs", GOOD, "--in-place");
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.err().contains("1 other name (hard links), and it keeps"), run.err());
    assertEquals(1, addressed("branch-hgs", "live.xml"));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void outputsAreNotWrittenThroughALinkEvenWithForce() throws IOException {
    Path victim = Files.writeString(here.path("profile"), "mine");
    Files.createSymbolicLink(here.path("out.xml"), victim);
    Files.createSymbolicLink(here.path("r.csv"), victim);
    Files.createSymbolicLink(here.path("folder"), Files.createDirectory(here.path("other")));
    assertEquals(5, grant("branch-hgs", GOOD, "-o", "out.xml", "--force").exit());
    assertEquals(5, grant("branch-hgs", GOOD, "--out-dir", "folder", "--force").exit());
    Run audit = here.run("--store", "none", "audit", GOOD, "--report", "r.csv", "--force");
    assertEquals(5, audit.exit(), audit.err());
    assertEquals("mine", Files.readString(victim));
    assertEquals(0, here.path("other").toFile().list().length);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "POSIX permissions")
  void editsInPlaceKeepPermissions() throws IOException {
    Files.setPosixFilePermissions(here.path(GOOD), PosixFilePermissions.fromString("rw-r-----"));
    Run run = grant("branch-hgs", GOOD, "--in-place");
    assertEquals(0, run.exit(), run.err());
    assertEquals(
        "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(here.path(GOOD))));
    assertEquals(0, addressed("branch-hgs", GOOD));
  }

  @Test
  void editsKeepTheEncodingOfEachFile() {
    for (String file :
        new String[] {"hgs-vm.xml", "app-vm.framed", "app-vm.bytes", "hgs-vm.base64"}) {
      Run run = grant("stranger", "protectors/" + file, "--in-place");
      assertEquals(2, run.exit(), "nobody of that name");
    }
    Run run =
        grant(
            "old-hgs",
            GOOD,
            "protectors/app-vm.framed",
            "protectors/app-vm.bytes",
            "protectors/hgs-vm.base64",
            "protectors/export.clixml",
            "protectors/export.json",
            "--allow-expired",
            "--in-place");
    assertEquals(0, run.exit(), run.err());
    assertEquals('<', here.bytes(GOOD)[0]);
    assertEquals(0, here.bytes("protectors/app-vm.framed")[0]);
    assertTrue(text("protectors/app-vm.bytes").lines().allMatch(line -> line.matches("[0-9]+")));
    assertTrue(text("protectors/hgs-vm.base64").strip().matches("[A-Za-z0-9+/=\\r\\n]+"));
    assertTrue(text("protectors/export.clixml").startsWith("<Objs"));
    assertTrue(text("protectors/export.json").startsWith("["));
    assertEquals(0, addressed("old-hgs", "protectors/export.json"));
    assertEquals(0, addressed("old-hgs", "protectors/app-vm.bytes"));
  }

  @Test
  void anExportIsEditedOnlyWhereItIsAskedFor() {
    Run run =
        grant(
            "old-hgs", "protectors/export.json", "--allow-expired", "--in-place", "--vm", "app-vm");
    assertEquals(0, run.exit(), run.err());
    assertEquals(0, addressed("old-hgs", "protectors/export.json", "--vm", "app-vm"));
    assertEquals(1, addressed("old-hgs", "protectors/export.json", "--vm", "hgs-vm"));
  }

  @Test
  void aFileThatFailsIsLeftAloneAndTheOthersAreDone() {
    byte[] stranger = here.bytes("protectors/stranger.xml");
    Run run = grant("branch-hgs", "protectors/stranger.xml", GOOD, "--in-place");
    assertEquals(4, run.exit());
    assertArrayEquals(stranger, here.bytes("protectors/stranger.xml"));
    assertEquals(0, addressed("branch-hgs", GOOD));
    assertTrue(run.err().endsWith("keyward: 1 failed, 1 changed\n"), run.err());
  }

  @Test
  void anOutputFolderIsMadeAndTakesEachFileUnderItsName() {
    byte[] before = here.bytes(GOOD);
    Run run = grant("branch-hgs", GOOD, "protectors/app-vm.framed", "--out-dir", "new/out");
    assertEquals(0, run.exit(), run.err());
    assertArrayEquals(before, here.bytes(GOOD));
    assertEquals(0, addressed("branch-hgs", "new/out/hgs-vm.xml"));
    assertEquals(7, grant("branch-hgs", GOOD, "--out-dir", "new/out").exit());
    assertEquals(0, grant("branch-hgs", GOOD, "--out-dir", "new/out", "--force").exit());
  }

  @Test
  void filesOfOneNameCannotGoIntoOneFolder() {
    Run run = grant("branch-hgs", GOOD, "other/hgs-vm.xml", "--out-dir", "out");
    assertEquals(2, run.exit());
    assertFalse(Files.exists(here.path("out")));
  }

  @Test
  void grantingAndRevokingComeBackToWhoCouldOpenBefore() {
    assertEquals(0, grant("branch-hgs", GOOD, "--in-place").exit());
    assertEquals(0, addressed("branch-hgs", GOOD));
    Run run = here.unlocked("protector", "revoke", GOOD, "--guardian", "branch-hgs", "--in-place");
    assertEquals(0, run.exit(), run.err());
    assertEquals(1, addressed("branch-hgs", GOOD));
    assertEquals(0, addressed("datacenter-hgs", GOOD));
    assertEquals(0, here.unlocked("protector", "check", GOOD, "--prove").exit());
  }

  private Run grant(String guardian, String... words) {
    String[] all = new String[words.length + 4];
    System.arraycopy(words, 0, all, 4, words.length);
    all[0] = "protector";
    all[1] = "grant";
    all[2] = "--guardian";
    all[3] = guardian;
    return here.unlocked(all);
  }

  private int addressed(String guardian, String... words) {
    String[] all = new String[words.length + 4];
    System.arraycopy(words, 0, all, 4, words.length);
    all[0] = "protector";
    all[1] = "check";
    all[2] = "--guardian";
    all[3] = guardian;
    return here.run(all).exit();
  }

  private String text(String file) {
    return new String(here.bytes(file), java.nio.charset.StandardCharsets.UTF_8);
  }
}
