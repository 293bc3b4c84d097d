package dev.keyward.cli.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store whose key files a restore left out, or opened for all. */
class PartialRestoreTest {

  @TempDir Path folder;

  private CaseFolder opened;

  @BeforeEach
  void open() throws IOException {
    opened = CaseFolder.of("partial-restore", folder);
  }

  private List<Path> privateFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("store/guardians/contoso"))) {
      return files.filter(file -> file.toString().contains("private")).toList();
    }
  }

  @Test
  void missingKeyFilesAreNamedInListAndShow() throws IOException {
    for (Path file : privateFiles()) {
      if (Files.isRegularFile(file)) {
        Files.delete(file);
      }
    }
    String missing = "contoso: its private keys are not in this store any more";
    assertTrue(opened.run("guardian list").err().contains(missing));
    assertTrue(opened.run("guardian show contoso").err().contains(missing));
    assertEquals("", opened.run("guardian show fabrikam").err());
  }

  @Test
  void keyFilesThatOthersMayReadAreNamed() throws IOException {
    assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix"), "permissions are POSIX");
    for (Path file : privateFiles()) {
      String access = Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--";
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(access));
    }
    assertTrue(
        opened.run("guardian list").err().contains("contoso: others may read its key files"));
    assertEquals("", opened.run("guardian show fabrikam").err());
  }
}
