package dev.keyward.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("windows")
class PendingFolderTest {

  @TempDir Path base;

  private long entries() throws IOException {
    try (Stream<Path> all = Files.list(base)) {
      return all.count();
    }
  }

  @Test
  void isThereOnlyWhenItIsCommitted() throws Exception {
    Path target = base.resolve("target");
    try (PendingFolder folder = new PendingFolder(target)) {
      folder.file("a/b", out -> out.write(7));
      assertFalse(Files.exists(target));
      folder.commit();
    }
    assertEquals(7, Files.readAllBytes(target.resolve("a/b"))[0]);
    assertEquals(1, entries());
  }

  @Test
  void leavesNothingWhenItIsNotCommitted() throws Exception {
    try (PendingFolder folder = new PendingFolder(base.resolve("target"))) {
      folder.file("a/b", out -> out.write(7));
      assertThrows(
          IOException.class,
          () ->
              folder.file(
                  "c",
                  out -> {
                    throw new IOException("full");
                  }));
    }
    assertEquals(0, entries());
  }

  @Test
  void isItsOwnersOnly() throws Exception {
    Path target = base.resolve("target");
    Assumptions.assumeTrue(
        Files.getFileStore(base).supportsFileAttributeView("posix"), "skipped: no permissions");
    try (PendingFolder folder = new PendingFolder(target)) {
      folder.file("a/b", out -> out.write(7));
      folder.commit();
    }
    for (String name : new String[] {"", "a"}) {
      assertEquals(
          "rwx------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve(name))));
    }
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("a/b"))));
  }

  @Test
  void doesNotReplaceWhatIsThere() throws Exception {
    Path target = Files.createDirectory(base.resolve("target"));
    assertThrows(FileAlreadyExistsException.class, () -> new PendingFolder(target));
  }

  @Test
  void doesNotReplaceWhatCameMeanwhile() throws Exception {
    Path target = base.resolve("target");
    try (PendingFolder folder = new PendingFolder(target)) {
      Files.createDirectory(target);
      assertThrows(FileAlreadyExistsException.class, folder::commit);
    }
    assertEquals(1, entries());
  }
}
