package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The archive for Windows that {@code mvn -Pwindows-zip package} makes, with its own Java. */
@Tag("windows")
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "there is no cmd")
class WindowsZipIT {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));

  @TempDir private Path folder;

  @Test
  void runsOnTheJavaInIt() throws Exception {
    Path place = Files.createDirectory(folder.resolve("Program Files"));
    unzip(BuiltPackages.endingIn("-windows.zip"), place);
    assertEquals(0, run(place, "version").exit());
    Files.copy(FIXTURES.resolve("audit/protectors/clean.xml"), place.resolve("vm.xml"));
    Run check = run(place, "protector check vm.xml --store none");
    assertEquals(0, check.exit(), check.err());
    assertTrue(check.out().contains("vm.xml"), check.out());
  }

  /** No variable and no PATH leads to another Java. */
  private Run run(Path place, String words) throws Exception {
    try (Stream<Path> unpacked = Files.list(place)) {
      Path keyward = unpacked.filter(Files::isDirectory).findFirst().orElseThrow().getFileName();
      return CmdScript.run(place, folder, "", keyward + "\\bin\\keyward.cmd " + words);
    }
  }

  private static void unzip(Path archive, Path folder) throws Exception {
    try (InputStream in = Files.newInputStream(archive);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path path = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          Files.copy(zip, path);
        }
      }
    }
  }
}
