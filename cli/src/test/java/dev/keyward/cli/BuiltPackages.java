package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The packages that {@code mvn -Ppackages package} makes; tests skip without them. Test-only. */
final class BuiltPackages {

  private BuiltPackages() {}

  /** The package whose name ends so. */
  static Path endingIn(String ending) throws IOException {
    Path folder =
        Path.of(System.getProperty("keyward.distribution"))
            .toAbsolutePath()
            .resolveSibling("packages");
    assumeTrue(
        Files.isDirectory(folder), "skipped: no packages, mvn -Ppackages package makes them");
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(ending)).toList();
      assumeTrue(!found.isEmpty(), "skipped: no package *" + ending);
      assertEquals(1, found.size(), "one build leaves one of each: " + found);
      return found.get(0);
    }
  }

  /** The launcher of the archive for Linux with a runtime and Corretto, unpacked there. */
  static Path launcherForLinux(Path folder) throws Exception {
    Files.createDirectories(folder);
    Path archive = endingIn("-linux-x86_64.tar.gz");
    OtherProgram.ran(folder, "tar", "xzf", archive.toString(), "--strip-components=1");
    return folder.resolve("bin/keyward");
  }
}
