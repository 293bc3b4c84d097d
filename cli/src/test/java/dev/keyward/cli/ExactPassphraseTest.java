package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A passphrase is exactly what was given; what an earlier Keyward locked with less still opens. */
class ExactPassphraseTest {

  private static final String STORE = "--store misread-passphrase-store ";
  private static final String LATER = " --now 2026-12-01T00:00:00Z";
  private static final String MIXED = "gr\u00f6\u00dfer als gestern";
  private static final String LATIN = "gr\udcf6\udcdfer als gestern";

  @TempDir Path folder;

  @BeforeEach
  void copyTheStore() {
    Playground.of("before", folder);
  }

  private Run run(String passphrase, String line) {
    return Run.in(folder)
        .variables(Map.of("KW", passphrase))
        .run((STORE + line + LATER + " --passphrase-env KW").split(" "));
  }

  private Run opening(String guardian, String passphrase) {
    return run(passphrase, "protector create --force -o p --owner " + guardian);
  }

  @ParameterizedTest
  @CsvSource({
    "replaced, \u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc, nothing but its length protects",
    "mixed, gr\u00f6\u00dfer als gestern, the same ASCII characters",
    "latin, gr\udcf6\udcdfer als gestern, the same ASCII characters",
    "line-end, 'a passphrase from a pipeline\n', the line end as part of the passphrase",
  })
  void keysOfBeforeOpenWithAWarningAndAHint(String guardian, String passphrase, String warning) {
    Run run = opening(guardian, passphrase);
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.err().contains(warning), run.err());
    assertTrue(run.err().contains("hint: run guardian change-passphrase"), run.err());
  }

  /** Each try derives a key for each form, so one store serves for all. */
  @Test
  void changedKeysOpenWithExactlyWhatWasGiven() {
    Run changed = run(MIXED, "guardian change-passphrase mixed --new-passphrase-env KW");
    assertEquals(0, changed.exit(), changed.err());
    Run right = opening("mixed", MIXED);
    assertEquals("keyward: p: protector of mixed, for its owner only\n", right.err());
    assertEquals(4, opening("mixed", "gr\u00e9\u00e8er als gestern").exit());
    Run unreadable = opening("mixed", LATIN);
    assertEquals(4, unreadable.exit());
    assertTrue(
        unreadable.err().contains("environment variable KW: bytes that are not UTF-8"),
        unreadable.err());
  }

  @Test
  void whatIsNoTextLocksNothing() {
    String[] lines = {
      "guardian create new --key-size 2048",
      "guardian renew latin",
      "guardian export latin --with-keys -o out",
      "guardian change-passphrase latin --new-passphrase-env KW",
      "hgs init new --name new",
    };
    for (String line : lines) {
      Run run = run(LATIN, line);
      assertEquals(4, run.exit(), line + ": " + run.err());
      assertTrue(
          run.err().contains("error: environment variable KW: bytes that are not UTF-8"),
          line + ": " + run.err());
    }
  }

  @Test
  void aPathOfAPassphraseThatIsNoTextIsRefused() {
    Run run =
        Run.in(folder).run((STORE + "guardian create new --passphrase-file p\udcff").split(" "));
    assertEquals(4, run.exit(), run.err());
  }

  @Test
  void aTerminalThatCannotReadThePassphraseLocksNothing() {
    Run run =
        Run.in(folder)
            .prompt(question -> "gr\ufffd\ufffder als gestern".toCharArray())
            .run("--store", "new", "guardian", "create", "new", "--key-size", "2048");
    assertEquals(4, run.exit(), run.err());
    assertTrue(run.err().contains("passphrase: bytes that are not UTF-8"), run.err());
  }
}
