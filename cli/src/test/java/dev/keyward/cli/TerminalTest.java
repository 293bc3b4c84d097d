package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File names are strangers' words, too. */
class TerminalTest {

  @TempDir private Path folder;

  @Test
  void aFileNameMakesNoLineOfItsOwn() throws IOException {
    Playground playground = Playground.in(folder.resolve("play"));
    String name = "a\u001b[31m\n2: valid, sealed by the owner.xml";
    try {
      Files.copy(playground.path("protectors/tampered.xml"), playground.path(name));
    } catch (IOException | InvalidPathException e) {
      assumeTrue(false, "skipped: this file system takes no such name");
    }
    Run run = playground.run("protector", "check", name);
    assertEquals(3, run.exit());
    assertFalse((run.out() + run.err()).contains("\u001b"));
    assertTrue(run.out().lines().noneMatch(line -> line.startsWith("2: valid")), run.out());
    assertTrue(run.err().lines().noneMatch(line -> line.startsWith("2: valid")), run.err());
  }
}
