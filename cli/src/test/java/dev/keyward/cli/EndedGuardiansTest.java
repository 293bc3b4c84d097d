package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guardians of 2016 whose certificates ended in 2026: the case {@code ended-certificates}. */
class EndedGuardiansTest {

  private static final String BEFORE = " --now 2016-02-02T00:00:00Z";

  @TempDir Path folder;
  private Playground place;

  @BeforeEach
  void make() {
    place = Playground.in(folder);
    for (String name : new String[] {"o", "old"}) {
      done("guardian create " + name + " --key-size 2048 --now 2016-02-01T00:00:00Z");
    }
    done(
        "vm shield vms/app.json --owner o --guardian old --policy shielded"
            + " --secret a=vms/password.txt -o x.svm"
            + BEFORE);
  }

  private Run run(String line) {
    return place.unlocked(line.split(" "));
  }

  private Run done(String line) {
    Run run = run(line);
    assertEquals(0, run.exit(), run.err());
    return run;
  }

  @Test
  void everyVerbThatShowsThemSaysThatTheyEnded() {
    String ended = "wrapping 1, old: both certificates ended on 2026-01-";
    for (String line : new String[] {"vm check x.svm", "vm show x.svm"}) {
      Run run = done(line);
      assertTrue(run.err().contains(ended), run.err());
      assertEquals("", done(line + BEFORE).err());
    }
    Run unshield = done("vm unshield x.svm --as old -o opened");
    assertTrue(unshield.err().contains("the owner's certificate ended on"), unshield.err());
  }

  @Test
  void nothingIsSealedForThemUnlessThatIsAccepted() {
    for (String line :
        new String[] {
          "vm reseal x.svm --as o --in-place", "vm update x.svm --as o --policy shielded --in-place"
        }) {
      Run run = run(line);
      assertEquals(4, run.exit(), run.err());
      assertTrue(run.err().contains("--allow-expired"), run.err());
      done(line + " --allow-expired");
    }
  }

  @Test
  void renewedCertificatesComeIn() {
    done("guardian renew o");
    Run run = run("vm reseal x.svm --as o --in-place");
    assertEquals(4, run.exit(), run.err());
    assertTrue(run.err().contains("guardian old"), run.err());
    done("guardian renew old");
    assertTrue(done("vm reseal x.svm --as o --in-place").err().contains("renewed old"));
    assertEquals("", done("vm check x.svm").err());
  }
}
