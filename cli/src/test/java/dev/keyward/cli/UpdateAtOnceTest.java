package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two edits of one shielded VM at once: what each of them changes is in the file. */
class UpdateAtOnceTest {

  private static final String UPDATE = "vm update app.svm --as central-it ";

  @TempDir Path folder;
  private Playground place;

  @BeforeEach
  void copyTheStore() throws Exception {
    place = Playground.in(folder);
    Files.copy(place.path("vms/app.svm"), place.path("app.svm"));
    Files.writeString(place.path("new.txt"), "new");
  }

  @Test
  void twoUpdatesOfDifferentSecretsBothHold() throws Exception {
    both(
        UPDATE + "--set-secret a=new.txt --in-place", UPDATE + "--set-secret b=new.txt --in-place");
    assertEquals("new", secret("a"));
    assertEquals("new", secret("b"));
  }

  @Test
  @Tag("soak")
  void theLaterOfTwoUpdatesOfOneSecretHolds() throws Exception {
    Files.writeString(place.path("later.txt"), "later");
    both(
        UPDATE + "--set-secret a=new.txt --policy encryption-supported --in-place",
        UPDATE + "--set-secret a=later.txt -o app.svm --force");
    assertEquals("later", secret("a"));
    Run show = place.run("vm", "show", "app.svm");
    assertTrue(show.out().contains("encryption-supported"), show.out());
  }

  @Test
  @Tag("soak")
  void anUpdateBesideARevocationLosesNeither() throws Exception {
    both(
        UPDATE + "--set-secret a=new.txt --in-place",
        "vm reseal app.svm --as central-it --revoke branch-hgs --in-place");
    assertEquals("new", secret("a"));
    Run check = place.run("vm", "check", "app.svm", "--guardian", "branch-hgs");
    assertEquals(1, check.exit(), check.err());
  }

  private String secret(String name) {
    place.done("vm unshield app.svm --as central-it -o opened-" + name);
    return new String(place.bytes("opened-" + name + "/secret/" + name), StandardCharsets.UTF_8);
  }

  private void both(String first, String second) throws Exception {
    MeetingDisk disk = new MeetingDisk(folder, "app.svm");
    List<Run> runs = disk.both(() -> run(disk, first), () -> run(disk, second));
    runs.forEach(run -> assertEquals(0, run.exit(), run.err()));
    place.done("vm check app.svm --descends-from vms/app.svm --as central-it");
    assertEquals(WindowsForm.LOCKS_STAY, Files.exists(place.path(".app.svm.keyward-lock")));
    assertFalse(place.files().keySet().stream().anyMatch(name -> name.startsWith(".keyward-")));
  }

  private Run run(MeetingDisk disk, String line) {
    return place.on(disk).run(Playground.unlocking(line));
  }
}
