package dev.keyward.internal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a file that replaces another takes over from it. */
@Tag("windows")
class AtomicFilesTest {

  @TempDir private Path folder;

  @BeforeEach
  void needsPosix() {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    assumeTrue(posix, "skipped: files have no owners here");
  }

  private Path file(String name, String mode) throws IOException {
    Path file = Files.writeString(folder.resolve(name), name);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void changesNothingBehindALinkInThePlaceOfTheTemporaryFile() throws IOException {
    Path old = file("old", "rw-rw-rw-");
    Path secret = file("secret", "rw-------");
    Path link = Files.createSymbolicLink(folder.resolve("temporary"), secret);
    assertThrows(IOException.class, () -> PassedPermissions.of(old, link));
    assertEquals("rw-------", mode(secret));
  }

  @Test
  void keepsPermissionsGroupAndOwnerWhenAnAdministratorReplaces() throws IOException {
    Path old = file("old", "rw-r-----");
    try {
      Files.setAttribute(old, "unix:uid", 12_345);
      Files.setAttribute(old, "unix:gid", 12_346);
    } catch (IOException e) {
      assumeTrue(false, "skipped: only an administrator can give files away");
    }
    AtomicFiles.replace(old, new byte[1], false);
    assertEquals(12_345, Files.getAttribute(old, "unix:uid", LinkOption.NOFOLLOW_LINKS));
    assertEquals(12_346, Files.getAttribute(old, "unix:gid", LinkOption.NOFOLLOW_LINKS));
    assertEquals("rw-r-----", mode(old));
  }
}
