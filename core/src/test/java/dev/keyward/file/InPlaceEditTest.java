package dev.keyward.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("windows")
class InPlaceEditTest {

  private static final boolean LOCKS_STAY = File.separatorChar == '\\';

  @TempDir Path folder;
  private Path file;
  private Path lock;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("vm.svm"), "0");
    lock = folder.resolve(".vm.svm.keyward-lock");
  }

  private static void edit(Path file, String content) throws IOException {
    try (InPlaceEdit edit = InPlaceEdit.of(file)) {
      edit.stream().write(content.getBytes(StandardCharsets.UTF_8));
      edit.commit();
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege")
  void aFailureCallsTheFileAsItsUserDid() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.toRealPath());
    Path named = link.resolve("vm.svm");
    try (InPlaceEdit edit = InPlaceEdit.of(named)) {
      edit.stream().write('1');
      Files.delete(file);
      NoSuchFileException lost = assertThrows(NoSuchFileException.class, edit::commit);
      assertEquals(named.toString(), lost.getFile());
    }
  }

  /** On Windows without locks, which stay: nothing tells there whose file a name leads to. */
  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(each -> each.getFileName().toString())
          .filter(name -> !LOCKS_STAY || !name.endsWith(".keyward-lock"))
          .sorted()
          .toList();
    }
  }

  @Test
  void replacesTheFileAndLeavesNoLock() throws IOException {
    edit(file, "new");
    assertEquals("new", Files.readString(file));
    assertEquals(List.of("vm.svm"), names());
  }

  /** The file is given to another account meanwhile, which only root can. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "an owner is passed on with the access list")
  void saysWhoseTheFileWasWhereItIsAnothersAfterwards() throws IOException {
    String owner = Files.getOwner(file).getName();
    assumeTrue(owner.equals("root"), "skipped: only root can give files away");
    try (InPlaceEdit edit = InPlaceEdit.of(file)) {
      edit.stream().write('1');
      Files.setOwner(
          file,
          file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
      edit.commit();
      assertEquals(Optional.of("root"), edit.formerOwner());
    }
    assertEquals("nobody", Files.getOwner(file).getName());
    try (InPlaceEdit edit = InPlaceEdit.of(file)) {
      edit.stream().write('2');
      edit.commit();
      assertEquals(Optional.empty(), edit.formerOwner());
    }
  }

  @Test
  void theLockIsEmptyWhileItIsHeld() throws IOException {
    try (InPlaceEdit edit = InPlaceEdit.of(file)) {
      assertEquals(0, Files.size(lock));
      assertEquals(file.toRealPath(), edit.file());
    }
    assertEquals(LOCKS_STAY, Files.exists(lock));
  }

  @Test
  void withoutACommitTheFileStays() throws IOException {
    try (InPlaceEdit edit = InPlaceEdit.of(file)) {
      edit.stream().write(1);
    }
    assertEquals("0", Files.readString(file));
    assertEquals(List.of("vm.svm"), names());
  }

  @Test
  void whatAnotherProgramWroteMeanwhileStays() throws IOException {
    try (InPlaceEdit edit = InPlaceEdit.of(file)) {
      edit.stream().write(1);
      Files.writeString(file, "1");
      FileSystemException refused = assertThrows(FileSystemException.class, edit::commit);
      assertTrue(refused.getReason().startsWith("another program changed it"), refused.getReason());
    }
    assertEquals("1", Files.readString(file));
    assertEquals(List.of("vm.svm"), names());
  }

  @Test
  void aFileThatIsGoneMeanwhileIsNotMadeAgain() throws IOException {
    try (InPlaceEdit edit = InPlaceEdit.of(file)) {
      edit.stream().write(1);
      Files.delete(file);
      assertThrows(NoSuchFileException.class, edit::commit);
    }
    assertEquals(List.of(), names());
  }

  @Test
  void theNextEditTakesAndRemovesWhatAKilledOneLeft() throws IOException {
    Files.createFile(lock);
    edit(file, "new");
    assertEquals(List.of("vm.svm"), names());
  }

  @Test
  void aFileOfTheLocksNameThatIsNotEmptyIsNobodysLock() throws IOException {
    Files.writeString(lock, "mine");
    FileSystemException refused =
        assertThrows(FileSystemException.class, () -> InPlaceEdit.of(file));
    assertEquals(file.toString(), refused.getFile());
    assertTrue(refused.getReason().contains(".vm.svm.keyward-lock"), refused.getReason());
    assertEquals("mine", Files.readString(lock));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void aLinkOfTheLocksNameIsNotFollowed() throws IOException {
    Path elsewhere = folder.resolve("elsewhere");
    Files.createSymbolicLink(lock, elsewhere);
    assertThrows(FileSystemException.class, () -> InPlaceEdit.of(file));
    assertFalse(Files.exists(elsewhere));
    assertTrue(Files.exists(lock, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void aLinkIsRefusedAndSaysWhereItLeads() throws IOException {
    String before = Files.readString(file);
    Path other = Files.createDirectory(folder.resolve("links"));
    Path link = Files.createSymbolicLink(other.resolve("link"), Path.of("..", "vm.svm"));
    FileSystemException refused =
        assertThrows(FileSystemException.class, () -> InPlaceEdit.of(link));
    assertEquals(file.toString(), refused.getOtherFile());
    assertEquals(before, Files.readString(file));
    assertFalse(Files.exists(lock));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Java counts no names of a file there")
  void otherNamesOfTheFileAreCounted() throws IOException {
    Files.createLink(folder.resolve("second"), file);
    try (InPlaceEdit edit = InPlaceEdit.of(file)) {
      assertEquals(1, edit.otherNames());
    }
  }

  @Test
  void namesOf255BytesAreLockedToo() throws IOException {
    for (String letter : List.of("n", "\u00e4")) {
      int bytes = letter.getBytes(StandardCharsets.UTF_8).length;
      Path longest = Files.writeString(folder.resolve(letter.repeat(255 / bytes)), "0");
      edit(longest, "new");
      assertEquals("new", Files.readString(longest));
      Files.delete(longest);
    }
    assertEquals(List.of("vm.svm"), names());
  }

  @Test
  void foldersAndPipesAreNotReplaced() {
    assertThrows(FileSystemException.class, () -> InPlaceEdit.of(folder));
    assertFalse(Files.exists(folder.resolveSibling("." + folder.getFileName() + ".keyward-lock")));
  }

  @Test
  void noEditIsLostAmongThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> edits =
          Stream.<Future<?>>generate(() -> threads.submit(this::addOne)).limit(12).toList();
      for (Future<?> each : edits) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals("12", Files.readString(file));
    assertEquals(List.of("vm.svm"), names());
  }

  private Void addOne() throws IOException {
    try (InPlaceEdit edit = InPlaceEdit.of(file)) {
      int before = Integer.parseInt(Files.readString(edit.file()));
      edit.stream().write(Integer.toString(before + 1).getBytes(StandardCharsets.UTF_8));
      edit.commit();
      return null;
    }
  }
}
