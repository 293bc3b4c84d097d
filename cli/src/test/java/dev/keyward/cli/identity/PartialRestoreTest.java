package dev.keyward.cli.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.cli.Run;
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
  void whatIsLostIsNotShownAsThere() throws IOException {
    String file = "private/encryption.p12";
    for (Path each : privateFiles()) {
      if (each.endsWith(file)) {
        Files.delete(each);
      }
    }
    Run list = opened.run("guardian list");
    assertTrue(list.out().matches("(?s).*contoso +LOST .*"), list.out());
    assertTrue(list.err().contains("any more (" + file + ")"), list.err());
    Run show = opened.run("guardian show contoso");
    assertTrue(show.out().contains("private keys  LOST: their files are missing"), show.out());
    Run json = opened.run("guardian show contoso --output json");
    assertTrue(json.out().contains("\"hasKeys\": false"), json.out());
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
