package dev.keyward.internal.io.folder;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is taken for left by a killed process, and what is not. */
@Tag("windows")
class ClaimedFolderTest {

  private static final String PREFIX = ".keyward-";

  @TempDir private Path parent;
  private Path left;

  @BeforeEach
  void leaveAFolder() throws IOException {
    left = Files.createDirectory(parent.resolve(PREFIX + "1-1.tmp"));
    Files.createFile(left.resolve("lock"));
    Files.writeString(Files.createDirectory(left.resolve("content")).resolve("secret"), "x");
  }

  private void makeAnother() throws IOException {
    try (ClaimedFolder folder = ClaimedFolder.in(parent, PREFIX)) {
      assertTrue(Files.isDirectory(folder.content()));
    }
  }

  @Test
  void removesWhatAKilledProcessLeft() throws IOException {
    makeAnother();
    assertFalse(Files.exists(left));
  }

  @Test
  void leavesAFolderAloneThatHoldsMoreThanALeftOver() throws IOException {
    // A store that somebody gave this name has a lock, too.
    Path guardians = Files.createDirectory(left.resolve("guardians"));
    makeAnother();
    assertTrue(Files.exists(guardians));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void removesALinkAndNothingBehindIt() throws IOException {
    Path mine = Files.createDirectory(parent.resolve("mine"));
    Path file = Files.writeString(mine.resolve("file"), "x");
    Files.delete(left.resolve("content/secret"));
    Files.delete(left.resolve("content"));
    Files.createSymbolicLink(left.resolve("content"), mine);
    makeAnother();
    assertFalse(Files.exists(left));
    assertTrue(Files.exists(file));
  }
}
