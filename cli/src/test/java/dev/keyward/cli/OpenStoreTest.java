package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who can write into a store decides who is trusted. */
@Tag("windows")
class OpenStoreTest {

  @TempDir private Path folder;

  @Test
  void aStoreThatOthersMayWriteToIsWarnedOfOnce() throws IOException {
    Playground playground = Playground.in(folder.resolve("play"));
    Path store = playground.path("store");
    assumeTrue(
        Files.getFileStore(store).supportsFileAttributeView("posix"),
        "skipped: this file system has no permissions");
    Run closed = playground.run("guardian", "list");
    assertEquals("", closed.err());
    Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rwxrwx---"));
    Run open = playground.run("guardian", "list");
    assertEquals(0, open.exit());
    assertEquals(closed.out(), open.out());
    assertEquals(1, open.err().lines().filter(line -> line.contains("chmod go-w")).count());
    assertTrue(open.err().startsWith("keyward: warning: "), open.err());
  }
}
