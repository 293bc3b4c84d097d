package dev.keyward.internal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another program has open is tried again for 2 seconds, and nothing else is. */
@Tag("windows")
class PatienceTest {

  private final List<Long> rests = new ArrayList<>();
  private final Patience windows = Patience.ofWindows(time -> rests.add(time.toMillis()));
  private int tries;

  private Patience.Step<String> failing(int times, IOException failure) {
    return () -> {
      if (tries++ < times) {
        throw failure;
      }
      return "done";
    };
  }

  @Test
  void waitsTwiceAsLongEachTime() throws IOException {
    assertEquals("done", windows.run(failing(4, new AccessDeniedException("f"))));
    assertEquals(List.of(10L, 20L, 40L, 80L), rests);
  }

  @Test
  void givesUpAfterTwoSecondsWithTheLastFailure() {
    FileSystemException failure = new FileSystemException("f", null, "in Benutzung");
    assertSame(failure, assertThrows(IOException.class, () -> windows.run(failing(99, failure))));
    assertEquals(List.of(10L, 20L, 40L, 80L, 160L, 320L, 640L, 730L), rests);
    assertEquals(Duration.ofSeconds(2).toMillis(), rests.stream().mapToLong(Long::longValue).sum());
  }

  @Test
  void doesNotWaitForAFileThatIsNotThere() {
    Patience.Step<String> step = failing(1, new NoSuchFileException("f"));
    assertThrows(NoSuchFileException.class, () -> windows.run(step));
    assertTrue(rests.isEmpty());
  }

  @Test
  void doesNotWaitOnOtherSystems() {
    Patience.Step<String> step = failing(1, new AccessDeniedException("f"));
    assertThrows(IOException.class, () -> Patience.ofOtherSystems().run(step));
    assertEquals(1, tries);
  }

  @Test
  void waitsNoMoreOnceManyFilesStayedClosed() {
    Patience many = windows.forMany(2);
    for (int i = 0; i < 5; i++) {
      Patience.Step<String> step = failing(99, new AccessDeniedException("f"));
      tries = 0;
      assertThrows(IOException.class, () -> many.run(step));
    }
    assertEquals(16, rests.size());
  }

  @Test
  void seesThatATemporaryFileGetsItsName(@TempDir Path folder) throws IOException {
    Path temporary = Files.createFile(folder.resolve(".keyward-1-2.tmp"));
    Patience patience =
        Patience.ofWindows(
            time -> {
              rests.add(time.toMillis());
              if (rests.size() == 3) {
                assertTrue(temporary.toFile().renameTo(folder.resolve("vm.kp").toFile()));
              }
            });
    assertTrue(patience.isGoneSoon(temporary));
    assertEquals(List.of(10L, 20L, 40L), rests);
  }

  @Test
  void aFileThatStaysIsNotGone(@TempDir Path folder) throws IOException {
    Path left = Files.createFile(folder.resolve(".keyward-1-2.tmp"));
    Patience once = windows.forMany(1);
    assertFalse(once.isGoneSoon(left));
    assertFalse(once.isGoneSoon(left));
    assertEquals(8, rests.size());
  }
}
