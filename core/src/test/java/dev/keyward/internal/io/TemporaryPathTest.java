package dev.keyward.internal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.internal.io.folder.ClaimedFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is taken for left by a killed process, and what is not. */
@Tag("windows")
class TemporaryPathTest {

  private static final byte[] CONTENT = "x".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;
  private Path lock;
  private Path file;
  private Path tree;

  @BeforeEach
  void leaveWhatAKilledProcessLeaves() throws IOException {
    lock = Files.createFile(folder.resolve(".keyward-1-1.keyward-lock"));
    file = Files.write(folder.resolve(".keyward-1-1-1.tmp"), CONTENT);
    tree = Files.createDirectory(folder.resolve(".keyward-1-1-2.tmp"));
    Files.write(tree.resolve("secret"), CONTENT);
  }

  private void writeAFile() throws IOException {
    AtomicFiles.replace(folder.resolve("mine"), CONTENT, true);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFileThatIsWrittenRemovesWhatAKilledProcessLeft() throws IOException {
    writeAFile();
    assertEquals(List.of("mine"), names());
  }

  @Test
  void aFolderThatIsMadeRemovesItToo() throws IOException {
    ClaimedFolder.in(folder, AtomicFiles.TEMPORARY).close();
    assertEquals(List.of(), names());
  }

  @Test
  void whatALivingProcessHasStays() throws IOException {
    LockFile held = LockFile.take(lock.toRealPath()).orElseThrow();
    try {
      writeAFile();
    } finally {
      held.close();
    }
    assertTrue(Files.exists(file));
    assertTrue(Files.exists(tree.resolve("secret")));
  }

  @Test
  void whatNoLockNamesStays() throws IOException {
    Path other = Files.write(folder.resolve(".keyward-1-10-1.tmp"), CONTENT);
    Path text = Files.write(folder.resolve(".keyward-1-1-notes.tmp"), CONTENT);
    writeAFile();
    assertTrue(Files.exists(other));
    assertTrue(Files.exists(text));
  }

  @Test
  void aFileWithTheNameOfALockThatIsNotEmptyIsNone() throws IOException {
    Files.write(lock, CONTENT);
    writeAFile();
    assertTrue(Files.exists(lock));
    assertTrue(Files.exists(file));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void removesALinkAndNothingBehindIt() throws IOException {
    Path mine = Files.createDirectory(folder.resolve("mine.d"));
    Path kept = Files.write(mine.resolve("file"), CONTENT);
    Files.delete(file);
    Files.createSymbolicLink(file, mine);
    writeAFile();
    assertFalse(Files.exists(file));
    assertTrue(Files.exists(kept));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such permissions")
  void aFolderStaysWhereAnotherUserMayHaveGivenItThatName() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
    writeAFile();
    assertTrue(Files.exists(tree.resolve("secret")));
    assertTrue(Files.exists(lock));
    assertFalse(Files.exists(file), "who may write to the folder can remove a file of it");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such permissions")
  void theStickyBitForbidsOthersToRename() throws IOException {
    Files.setAttribute(folder, "unix:mode", 0x3ff);
    writeAFile();
    assertEquals(List.of("mine"), names());
  }

  @Test
  void oneLockNamesAllFilesOfARunAndGoesWithTheLast() throws IOException {
    try (TemporaryPath first = TemporaryPath.beside(folder.resolve("a"));
        TemporaryPath second = TemporaryPath.beside(folder.resolve("b"))) {
      first.make(Files::createFile);
      second.make(Files::createFile);
      List<String> names = names();
      assertEquals(3, names.size(), names.toString());
      String stem = names.get(2).replace(EditLock.SUFFIX, "");
      assertEquals(List.of(stem + "-1.tmp", stem + "-2.tmp", stem + EditLock.SUFFIX), names);
    }
    assertEquals(List.of(), names());
  }

  @Test
  void whatHasTheNameOfATemporaryFileStays() throws IOException {
    Path taken;
    try (TemporaryPath mine = TemporaryPath.beside(folder.resolve("a"))) {
      taken = Files.write(mine.path(), CONTENT);
      mine.make(Files::createFile);
      assertTrue(Files.isRegularFile(mine.path()));
    }
    assertEquals(List.of(taken.getFileName().toString()), names());
  }

  @Test
  void aLargeFolderIsNotListedForEveryFile() throws IOException {
    for (int i = 0; i < 200; i++) {
      Files.createFile(folder.resolve("file" + i));
    }
    writeAFile();
    Path late = Files.createFile(folder.resolve(".keyward-1-1.keyward-lock"));
    writeAFile();
    assertTrue(Files.exists(late));
    for (int i = 0; i < 4; i++) {
      writeAFile();
    }
    assertFalse(Files.exists(late));
  }
}
