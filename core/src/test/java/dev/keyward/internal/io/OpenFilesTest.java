package dev.keyward.internal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.internal.io.folder.GenerationFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files that another program has open, on the system where that is in the way. */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "other systems replace and remove open files")
@Tag("windows")
class OpenFilesTest {

  @TempDir private Path folder;
  private Path target;
  private Path fresh;

  @BeforeEach
  void makeFiles() throws IOException {
    target = Files.writeString(folder.resolve("vm1.kp"), "old");
    fresh = Files.writeString(folder.resolve(".keyward-1-1.tmp"), "new");
  }

  private static FileChannel hold(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ);
  }

  private static void close(FileChannel held) {
    try {
      held.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void replacesAFileAsSoonAsTheOtherProgramClosesIt() throws IOException {
    try (FileChannel held = hold(target)) {
      AtomicFiles.rename(fresh, target, Patience.ofWindows(time -> close(held)));
    }
    assertEquals("new", Files.readString(target));
  }

  @Test
  void namesTheTargetThatStaysOpenAndLeavesIt() throws IOException {
    try (FileChannel held = hold(target)) {
      FileSystemException failure =
          assertThrows(
              FileSystemException.class,
              () -> AtomicFiles.rename(fresh, target, Patience.ofWindows(time -> {})));
      assertEquals(
          target
              + ": open in another program (a backup, a virus scanner, an editor), nothing"
              + " changed; try again",
          failure.getMessage());
      assertEquals(3, held.size());
    }
    assertEquals("old", Files.readString(target));
  }

  @Test
  void namesWhatIsPutAsideAndNotTheNameThatItWouldGet() throws IOException {
    Path aside = Files.createFile(folder.resolve(".keyward-removed-1"));
    try (FileChannel held = hold(aside)) {
      FileSystemException failure =
          assertThrows(
              FileSystemException.class,
              () -> AtomicFiles.rename(target, aside, Patience.ofWindows(time -> {})));
      assertEquals(target.toString(), failure.getFile());
      assertEquals(0, held.size());
    }
  }

  @Test
  void doesNotWaitForAFolderInTheWay() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    assertThrows(
        FileAlreadyExistsException.class,
        () ->
            AtomicFiles.rename(
                fresh,
                taken,
                Patience.ofWindows(
                    time -> {
                      throw new AssertionError("waited");
                    })));
  }

  @Test
  void leavesNothingOfAReplacementThatFailed() throws IOException {
    try (FileChannel held = hold(target)) {
      assertThrows(
          FileSystemException.class, () -> AtomicFiles.replace(target, new byte[1], false));
      assertEquals(3, held.size());
    }
    Files.delete(fresh);
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
    assertFalse(Files.exists(fresh));
  }

  @Test
  void aGenerationThatSomebodyReadsStaysForTheNextWriter() throws Exception {
    GenerationFolder service = new GenerationFolder(folder.resolve("service"));
    service.create("0000000000000001", Map.of("f", new byte[1]));
    try (FileChannel held = hold(folder.resolve("service/0000000000000001/f"))) {
      service.replace("0000000000000002", Map.of("f", new byte[2]));
      assertEquals(1, held.size());
    }
    assertEquals("0000000000000002", service.current());
    service.clean();
    assertFalse(Files.exists(folder.resolve("service/0000000000000001")));
  }
}
