package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One process edits protectors and a guardian of the store, and another one audits the same folder
 * and store: neither sees an error, and no edit is lost. {@code -Dkeyward.soak.minutes=2} is less
 * than the ten minutes that it takes.
 */
@Tag("soak")
@Tag("windows")
class EditBesideAuditTest {

  private static final int MINUTES = Integer.getInteger("keyward.soak.minutes", 10);

  @TempDir Path folder;

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void neitherSeesAnErrorAndNoEditIsLost() throws Exception {
    Playground place = Playground.in(folder.resolve("place"));
    EditRounds.make(place);
    Process editor = start(place, "edit");
    Process auditor = start(place, "audit");
    boolean ended = editor.waitFor(MINUTES, TimeUnit.MINUTES) || !auditor.isAlive();
    // Both end with the round in which their standard input ends.
    editor.getOutputStream().close();
    auditor.getOutputStream().close();
    editor.waitFor();
    auditor.waitFor();
    List<String> edits = Files.readAllLines(place.path("edit.txt"));
    List<String> audits = Files.readAllLines(place.path("audit.txt"));
    System.out.println(edits + " beside " + audits);
    assertEquals(List.of(), edits.subList(1, edits.size()));
    assertEquals(List.of(), audits.subList(1, audits.size()));
    assertTrue(!ended && Integer.parseInt(edits.get(0)) > 0 && Integer.parseInt(audits.get(0)) > 0);
  }

  private static Process start(Playground place, String role) throws Exception {
    return Spawned.start(EditRounds.class.getName(), place.path("."), Map.of(), role);
  }
}
