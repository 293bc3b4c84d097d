package dev.keyward.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asking for a guardian that nobody knows is a mistake, not a question with the answer no. */
class CheckNamesTest {

  @TempDir Path folder;

  @Test
  void aNameInNeitherStoreNorFolderIsWrongUsage() throws IOException {
    Files.copy(
        Path.of(System.getProperty("keyward.fixtures"), "before", "branch-hgs-metadata.xml"),
        folder.resolve("known.xml"));
    Run run =
        Run.in(folder)
            .run("protector", "check", "vm.kp", "--guardians", "known.xml", "--guardian", "nobody");
    assertEquals(2, run.exit(), run.err());
    assertTrue(run.err().contains("no guardian named nobody in "), run.err());
  }
}
