package dev.keyward.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Key files of the fixtures that have 600,000 rounds, with the same keys under the same passphrase
 * and 2,048 rounds: in {@code fixtures/few-rounds}, by the same path. Each opening of the first
 * takes most of a second. {@code QuickKeyFilesTest} compares and writes them.
 */
public final class QuickKeyFiles {

  static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));
  static final Path QUICK = FIXTURES.resolve("few-rounds");

  private QuickKeyFiles() {}

  /** What to copy for a file of the fixtures: the quick form where there is one. */
  public static Path of(Path file) {
    Path quick = QUICK.resolve(FIXTURES.relativize(file).toString());
    return Files.isRegularFile(quick) ? quick : file;
  }
}
