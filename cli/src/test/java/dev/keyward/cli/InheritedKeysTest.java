package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another guardian takes the name of one that had a compromised key. */
class InheritedKeysTest {

  private static final String STOLEN =
      "c0be290bc495f51fea109d5cf6abb78873227c8079256d95e63b8f95ffd1451f";

  @TempDir private Path folder;
  private Path place;

  @BeforeEach
  void theNameIsTaken() {
    place = Playground.in(folder.resolve("here")).path(".");
    done("guardian retire rotating-hgs " + STOLEN + " --compromised");
    Run taken =
        done(
            "guardian import rotating-hgs metadata/stranger-metadata.xml --replace"
                + " --allow-untrusted-root");
    assertTrue(taken.err().contains("is new now"), taken.err());
  }

  @Test
  void theStoreStillShowsTheKey() {
    Run text = done("guardian show rotating-hgs");
    assertTrue(text.out().contains("compromised key of another guardian"), text.out());
    assertTrue(text.out().contains(STOLEN), text.out());
    Run json = done("guardian show rotating-hgs --output json");
    assertTrue(json.out().contains("\"inherited\": ["), json.out());
  }

  @Test
  void aProtectorForTheKeyIsStillInDanger() {
    Run check = run("protector check generations/for-former.kp --guardian rotating-hgs");
    assertEquals(1, check.exit(), check.out());
    Run audit = run("audit generations/for-former.kp");
    assertTrue(audit.out().contains("compromised-key"), audit.out());
  }

  @Test
  void anEditSaysThatTheTransportKeyStays() {
    Run edit =
        done(
            "protector revoke generations/for-former.kp --wrapping 1 --in-place"
                + " --passphrase-file passphrase.txt");
    assertTrue(
        edit.err().contains("wrapping 1 was made for a compromised key of rotating-hgs"),
        edit.err());
    assertTrue(edit.err().contains("vm reseal makes a new one"), edit.err());
  }

  @Test
  void toRemoveTheGuardianForgetsItAndSaysSo() {
    Run removed = done("guardian remove rotating-hgs --yes");
    assertTrue(removed.err().contains("no longer knows that 1 key was compromised"), removed.err());
  }

  private Run done(String line) {
    Run run = run(line);
    assertEquals(0, run.exit(), run.err());
    return run;
  }

  private Run run(String line) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    words.addAll(List.of("--store", "generations/store", "--now", "2026-11-23T00:00:00Z"));
    return Run.in(place.normalize()).run(words.toArray(String[]::new));
  }
}
