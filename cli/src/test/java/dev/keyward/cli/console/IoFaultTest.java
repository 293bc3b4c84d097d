package dev.keyward.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.Fault;
import dev.keyward.file.SafeFiles;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class IoFaultTest {

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void aLinkThatIsRefusedNamesWhereItLeads(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("file");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    FileSystemException refused =
        assertThrows(FileSystemException.class, () -> SafeFiles.requireNoLink(link));
    Fault fault = IoFault.of(refused);
    assertEquals("is-a-link", fault.code());
    assertEquals(Optional.of("if you want to change it, name the file: " + file), fault.hint());
  }

  /** A rename names two files, and so does its failure. */
  @Test
  void aFullDiskIsNoLinkWhereTwoFilesAreNamed() {
    assertEquals(
        "no-space",
        IoFault.of(new FileSystemException("a", "b", "No space left on device")).code());
    assertEquals(
        "not-allowed", IoFault.of(new AccessDeniedException("a", "b", "held by another")).code());
  }
}
