package dev.keyward.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFileTest {

  @TempDir Path temp;

  @Test
  void appendsLinesToWhatIsThere() throws Exception {
    Path file = Files.writeString(temp.resolve("log"), "old\n");
    try (LogFile log = LogFile.open(file)) {
      log.write("one");
    }
    try (LogFile log = LogFile.open(file)) {
      log.write("two");
    }
    assertEquals("old\none\ntwo\n", Files.readString(file));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void aLinkMayLeadToAnotherDisk() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("log"), temp.resolve("elsewhere"));
    try (LogFile log = LogFile.open(link)) {
      log.write("one");
    }
    assertEquals("one\n", Files.readString(temp.resolve("elsewhere")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"there", "missing"})
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void aLinkThatAnotherUserMayHaveMadeIsRefused(String target) throws Exception {
    Path shared = Files.createDirectory(temp.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path mine = Files.writeString(temp.resolve("there"), "mine");
    Path link = Files.createSymbolicLink(shared.resolve("log"), temp.resolve(target));
    assertThrows(FileSystemException.class, () -> LogFile.open(link));
    assertEquals("mine", Files.readString(mine));
    assertFalse(Files.exists(temp.resolve("missing")));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "an open file keeps its name there")
  void aLogThatRotatesGoesOnUnderItsName() throws Exception {
    Path file = temp.resolve("log");
    try (LogFile log = LogFile.open(file)) {
      log.write("one");
      Files.move(file, temp.resolve("log.1"));
      log.write("two");
      log.write("three");
      Files.delete(file);
      log.write("four");
    }
    assertEquals("one\n", Files.readString(temp.resolve("log.1")));
    assertEquals("four\n", Files.readString(file));
  }

  @Test
  void aLogThatIsEmptiedGoesOn() throws Exception {
    Path file = temp.resolve("log");
    try (LogFile log = LogFile.open(file)) {
      log.write("one");
      Files.writeString(file, "");
      log.write("two");
    }
    assertEquals("two\n", Files.readString(file));
  }
}
