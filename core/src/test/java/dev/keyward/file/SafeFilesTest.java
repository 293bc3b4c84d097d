package dev.keyward.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.MalformedInputException;
import dev.keyward.protector.file.ProtectorFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@Tag("windows")
class SafeFilesTest {

  private static final byte[] OLD = {1, 2, 3};
  private static final byte[] NEW = {4, 5};

  @TempDir Path folder;

  @Test
  void writesANewFile() throws Exception {
    SafeFiles.write(file(), NEW, false, false);
    assertArrayEquals(NEW, Files.readAllBytes(file()));
    assertNothingBeside();
  }

  @Test
  void refusesAnExistingFile() throws Exception {
    Files.write(file(), OLD);
    assertThrows(
        FileAlreadyExistsException.class, () -> SafeFiles.write(file(), NEW, false, false));
    assertArrayEquals(OLD, Files.readAllBytes(file()));
    assertNothingBeside();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void refusesASymbolicLinkThatLeadsNowhere() throws Exception {
    Files.createSymbolicLink(file(), folder.resolve("nowhere"));
    assertThrows(
        FileAlreadyExistsException.class, () -> SafeFiles.write(file(), NEW, false, false));
  }

  @Test
  void replacesWhereAsked() throws Exception {
    Files.write(file(), OLD);
    SafeFiles.write(file(), NEW, true, false);
    assertArrayEquals(NEW, Files.readAllBytes(file()));
    assertNothingBeside();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void writesNothingThroughASymbolicLink() throws Exception {
    Path real = folder.resolve("real");
    Files.write(real, OLD);
    Files.createSymbolicLink(file(), real);
    FileSystemException refused =
        assertThrows(FileSystemException.class, () -> SafeFiles.write(file(), NEW, true, false));
    assertEquals(real.toString(), refused.getOtherFile());
    assertTrue(Files.isSymbolicLink(file()));
    assertArrayEquals(OLD, Files.readAllBytes(real));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void createsNothingBehindASymbolicLinkThatLeadsNowhere() throws Exception {
    Path nowhere = folder.resolve("nowhere");
    Files.createSymbolicLink(file(), nowhere);
    assertThrows(FileSystemException.class, () -> SafeFiles.write(file(), NEW, true, true));
    assertFalse(Files.exists(nowhere));
  }

  @Test
  void secretFilesAreTheirOwnersOnly() throws Exception {
    SafeFiles.write(file(), NEW, false, true);
    assertEquals("rw-------", permissions(file()));
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    SafeFiles.write(file(), NEW, true, true);
    assertEquals("rw-------", permissions(file()));
  }

  @Test
  void aReplacedFileKeepsItsPermissions() throws Exception {
    Files.write(file(), OLD);
    assumePosix();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
    SafeFiles.write(file(), NEW, true, false);
    assertEquals("rw-r-----", permissions(file()));
  }

  @Test
  void neverReplacesADevice() throws Exception {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "SKIPPED: no /dev/null");
    SafeFiles.write(device, NEW, true, false);
    assertTrue(Files.exists(device) && !Files.isRegularFile(device));
  }

  @Test
  void neverReplacesAFolder() throws Exception {
    Files.createDirectory(file());
    assertThrows(IOException.class, () -> SafeFiles.write(file(), NEW, true, false));
    assertTrue(Files.isDirectory(file()));
  }

  @Test
  void aFolderIsNoFileToRead() throws Exception {
    Files.createDirectory(file());
    for (Executable reading :
        List.<Executable>of(
            () -> SafeFiles.open(file()),
            () -> SafeFiles.readAtMost(file(), 10),
            () -> ProtectorFile.open(file()))) {
      FileSystemException e = assertThrows(FileSystemException.class, reading);
      assertEquals(file() + ": a folder, expected a file", e.getMessage());
    }
  }

  @Test
  void namesTheTargetWhenItsFolderIsMissing() {
    Path target = folder.resolve("no/such/file");
    NoSuchFileException e =
        assertThrows(NoSuchFileException.class, () -> SafeFiles.write(target, NEW, true, false));
    assertEquals(target.toString(), e.getFile());
  }

  @Test
  void ofManyCreatorsExactlyOneWins() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> tries =
          IntStream.range(0, 32).<Callable<Boolean>>mapToObj(i -> () -> creates((byte) i)).toList();
      int winners = 0;
      for (Future<Boolean> result : threads.invokeAll(tries)) {
        winners += result.get() ? 1 : 0;
      }
      assertEquals(1, winners);
    } finally {
      threads.shutdown();
    }
    assertNothingBeside();
  }

  @Test
  void readsUpToTheLimit() throws Exception {
    Files.write(file(), OLD);
    assertArrayEquals(OLD, SafeFiles.readAtMost(file(), 3));
  }

  @Test
  void refusesMoreThanTheLimitWithoutReadingItAll() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }
        };
    MalformedInputException e =
        assertThrows(
            MalformedInputException.class, () -> SafeFiles.readAtMost(endless, 100, "stdin"));
    assertEquals("too-large", e.fault().code());
    assertEquals("stdin", e.fault().where());
  }

  @Test
  void readsAStreamToItsEnd() throws Exception {
    assertArrayEquals(OLD, SafeFiles.readAtMost(new ByteArrayInputStream(OLD), 3, "stdin"));
  }

  private boolean creates(byte content) throws IOException {
    try {
      SafeFiles.write(file(), new byte[] {content}, false, false);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private Path file() {
    return folder.resolve("file");
  }

  private void assertNothingBeside() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      assertEquals(List.of(file()), entries.toList());
    }
  }

  private static String permissions(Path path) throws IOException {
    assumePosix();
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void assumePosix() {
    boolean posix =
        java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    assumeTrue(posix, "SKIPPED: no POSIX permissions here");
  }

  @Test
  void aSecretIsNotWrittenIntoAPipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    boolean made;
    try {
      made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      made = false;
    }
    assumeTrue(made, "skipped: this system has no mkfifo");
    assertThrows(
        FileAlreadyExistsException.class, () -> SafeFiles.write(pipe, new byte[] {1}, true, true));
  }
}
