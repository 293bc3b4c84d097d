package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that put new keys or certificates in the place of others are ended before a change on
 * the disk: what there was still opens, nothing is half there, and the next run ends it.
 */
class InterruptedRenewalsTest {

  private static final String UNLOCK =
      " --store store --passphrase-file passphrase.txt --now 2026-12-01T00:00:00Z";
  private static final String RENEW = "guardian renew business-it ";
  private static final String PRIMARY = " --primary --key-size 2048";
  private static final List<String> RENEWALS =
      List.of(
          RENEW + "--new-keys --key-size 2048",
          RENEW + "--new-encryption-key --key-size 2048",
          RENEW + "--validity-days 730");
  private static final List<String> ROTATIONS =
      List.of(
          "hgs certificate add branch-hgs --use encryption" + PRIMARY,
          "hgs certificate add branch-hgs --use signing" + PRIMARY,
          "hgs certificate add branch-hgs --use attestation" + PRIMARY,
          "hgs certificate renew branch-hgs ");
  private static final int SAMPLE = 45;

  @TempDir Path temp;

  private int rounds;

  /** One command and what must hold where it ended. */
  private interface Round {
    void run(Playground place, String line) throws IOException;
  }

  @Test
  void aGuardianOfBeforeIsWholeWhereverItsRenewalEnds() throws IOException {
    endsAt(RENEWALS.get(0), SAMPLE, this::renewal);
  }

  @Test
  void aServiceIsWholeWhereverARotationEnds() throws IOException {
    endsAt(ROTATIONS.get(0), SAMPLE, this::rotation);
  }

  @Test
  void eachProtectorIsTheOldOneOrTheNewWhereverARenewalEnds() throws IOException {
    endsAt(
        "protector renew first.kp second.kp --guardian business-it --in-place", SAMPLE, this::edit);
  }

  @Test
  @Tag("soak")
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void noneOfThemLosesAnythingBeforeAnyChange() throws IOException {
    for (String line : RENEWALS) {
      endsAt(line, 1, this::renewal);
    }
    for (String line : ROTATIONS) {
      endsAt(line, 1, this::rotation);
    }
    endsAt("protector renew first.kp second.kp --guardian business-it --in-place", 1, this::edit);
  }

  /** Ends it before the first change, and before every {@code step}th, until it comes through. */
  private void endsAt(String line, int step, Round round) throws IOException {
    boolean ended = true;
    for (int changes = 0; ended; changes += step) {
      Playground place = Playground.of("before", temp.resolve("round" + rounds++));
      String full = prepared(place, line);
      ended = isEnded(place, full, changes);
      round.run(place, full);
      Spawned.deleteTree(place.path(""));
    }
  }

  private static String prepared(Playground place, String line) throws IOException {
    if (line.startsWith("protector")) {
      for (String file : List.of("first.kp", "second.kp")) {
        Files.copy(place.path("application-vm.kp"), place.path(file));
      }
      done(place, RENEWALS.get(1));
    }
    return line.endsWith(" renew branch-hgs ") ? line + signing(place) : line;
  }

  private static String signing(Playground place) {
    return done(place, "hgs certificate list branch-hgs --output json")
        .out()
        .replaceAll("(?s).*\"signing\".*?\"sha256\": \"([0-9a-f]{64})\".*", "$1");
  }

  private static boolean isEnded(Playground place, String line, int changes) {
    DyingDisk disk = new DyingDisk(place.path(""), changes);
    Run run = Run.in(disk.wrap(place.path(""))).run((line + UNLOCK).split(" "));
    // What ends it is told as a bug: no command answers that its process is gone.
    assertEquals(disk.left() < 0 ? ExitCode.BUG.number() : 0, run.exit(), run.err());
    return disk.left() < 0;
  }

  private static Run done(Playground place, String line) {
    Run run = place.setting().run((line + UNLOCK).split(" "));
    assertEquals(0, run.exit(), line + ": " + run.err());
    return run;
  }

  private void renewal(Playground place, String line) throws IOException {
    String proof = "protector check application-vm.kp made.kp --guardian business-it --prove";
    for (int i = 0; i < 2; i++) {
      done(place, "guardian list");
      done(place, "protector create --owner business-it --force -o made.kp");
      done(place, proof);
      if (i == 0) {
        done(place, line);
      }
    }
    assertTrue(done(place, "guardian show business-it").out().contains("in this store"));
    onlyOneGeneration(place.path("store/guardians/business-it"), 2);
  }

  private void rotation(Playground place, String line) throws IOException {
    for (int i = 0; i < 2; i++) {
      done(place, "hgs certificate list branch-hgs");
      done(place, "hgs metadata branch-hgs --force -o metadata.xml");
      done(place, "protector check application-vm.kp --hgs branch-hgs --prove");
      if (i == 0) {
        boolean renewed = line.contains(" renew ") && !line.endsWith(signing(place));
        if (!renewed) {
          done(place, line);
        }
      }
    }
    done(place, "hgs certificate add branch-hgs --use attestation --key-size 2048");
    // A service keeps its number beside the generation.
    onlyOneGeneration(place.path("branch-hgs/service"), 3);
  }

  private void edit(Playground place, String line) throws IOException {
    for (String file : List.of("first.kp", "second.kp")) {
      done(place, "protector check " + file + " --guardian business-it --prove");
    }
    done(place, line);
    for (String file : List.of("first.kp", "second.kp")) {
      done(place, "protector check " + file + " --guardian business-it --prove --strict");
    }
  }

  /** The next change removes what the ended one left. */
  private static void onlyOneGeneration(Path folder, long entries) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      assertEquals(entries, all.count(), "one generation, and which it is");
    }
  }
}
