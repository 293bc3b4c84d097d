package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No new keys under an empty passphrase; what an older Keyward locked so still opens. */
class EmptyPassphraseTest {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));

  @TempDir Path folder;
  private Playground place;

  @BeforeEach
  void copyTheStores() throws IOException {
    place = Playground.in(folder);
    Path old = FIXTURES.resolve("before/empty-passphrase-store");
    Spawned.copyTree(old, folder.resolve("old-store"));
    Files.writeString(folder.resolve("empty.txt"), "\nnot the first line\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "guardian create new",
        "guardian import-keys new --signing keys/owner-signing.p12 --encryption"
            + " keys/owner-encryption.p12 --allow-untrusted-root --key-passphrase-file"
            + " keys/passphrase.txt",
        "guardian export nobody --with-keys -o out --store old-store",
        "guardian renew nobody --store old-store",
        "guardian change-passphrase nobody --store old-store --new-passphrase-file empty.txt",
        "hgs init new --name new",
        "hgs certificate add hgs --use signing",
      })
  void isRefusedForNewKeys(String line) {
    Run run = place.run((line + " --passphrase-file empty.txt").split(" "));
    assertEquals(4, run.exit(), run.err());
    assertTrue(run.err().contains("first line of empty.txt: an empty passphrase"), run.err());
    assertFalse(run.err().contains("RSA key"), run.err());
  }

  @Test
  void isRefusedFromAVariableAndFromAPerson() {
    Run variable =
        Run.in(folder)
            .variables(java.util.Map.of("EMPTY", ""))
            .run("guardian", "create", "new", "--store", "made", "--passphrase-env", "EMPTY");
    assertEquals(4, variable.exit(), variable.err());
    Run person =
        Run.in(folder).prompt(question -> new char[0]).run("hgs", "init", "new", "--name", "new");
    assertEquals(4, person.exit(), person.err());
    assertTrue(person.err().contains("an empty passphrase"), person.err());
  }

  @Test
  void stillOpensWhatWasLockedWithItAndIsReplaced() {
    String old = "--store old-store --passphrase-file empty.txt ";
    Run opened =
        place.run(
            (old + "protector create --owner nobody --now 2026-11-29T00:00:00Z -o p").split(" "));
    assertEquals(0, opened.exit(), opened.err());
    assertTrue(opened.err().contains("the passphrase is empty"), opened.err());
    Run changed =
        place.run(
            (old + "guardian change-passphrase nobody --new-passphrase-file passphrase.txt")
                .split(" "));
    assertEquals(0, changed.exit(), changed.err());
    String check =
        "protector check p --now 2026-11-29T00:00:00Z --prove --store old-store --passphrase-file ";
    assertEquals(4, place.run((check + "empty.txt").split(" ")).exit());
    assertEquals(0, place.run((check + "passphrase.txt").split(" ")).exit());
  }

  @Test
  void aShortOneDrawsAWarning() throws IOException {
    Files.writeString(folder.resolve("short.txt"), "elevenchars\n");
    Run run = changedTo("short.txt");
    assertTrue(run.err().contains("fewer than 12 characters"), run.err());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "files there have no POSIX permissions")
  void aFileThatOthersReadDrawsAWarningWithACommandToPaste() throws IOException {
    Path file = Files.writeString(folder.resolve("of all.txt"), "a correct horse\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Run run = changedTo("of all.txt");
    assertTrue(
        run.err().contains("other users can read the passphrase; run chmod go-r '" + file + "'"),
        run.err());
  }

  private Run changedTo(String file) {
    Run run =
        place.run(
            "guardian",
            "change-passphrase",
            "central-it",
            "--passphrase-file",
            "passphrase.txt",
            "--new-passphrase-file",
            file);
    assertEquals(0, run.exit(), run.err());
    return run;
  }
}
