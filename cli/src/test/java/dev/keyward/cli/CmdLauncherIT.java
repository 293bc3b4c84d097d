package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The distribution's launcher for Windows, as {@code cmd} runs it. */
@Tag("windows")
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "there is no cmd")
class CmdLauncherIT {

  private static final Path DISTRIBUTION = Path.of(System.getProperty("keyward.distribution"));

  /** Keyward and a Java, to be moved from place to place. */
  private static Path place;

  @TempDir private static Path folder;

  @BeforeEach
  void install() throws IOException {
    if (place == null) {
      place = Files.createDirectory(folder.resolve("place"));
      Spawned.copyTree(DISTRIBUTION, place.resolve("keyward"));
      Spawned.copyTree(Path.of(System.getProperty("java.home")), place.resolve("java"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "with blanks",
        "Program Files (x86)",
        "this & that",
        "on! and on",
        "100 % sure",
        "B\u00fcro"
      })
  void startsFromAFolderOfAnyName(String name) throws Exception {
    assumeTrue(
        !name.contains("%") || System.getenv("WINEPREFIX") == null,
        "skipped: the cmd of Wine drops this sign from the values of variables");
    place = moved(place, folder.resolve(name));
    assertEquals(Run.of("--version"), launched(java(), "--version"));
  }

  @Test
  void takesAJavaHomeInQuotes() throws Exception {
    place = moved(place, folder.resolve("in quotes"));
    assertEquals(Run.of("--version"), launched("\"" + java() + "\"", "--version"));
  }

  @Test
  void prefersTheJavaThatCameWithIt() throws Exception {
    Path runtime = moved(place.resolve("java"), place.resolve("keyward/runtime"));
    try {
      assertEquals(Run.of("--version"), launched("C:\\nowhere", "--version"));
    } finally {
      moved(runtime, place.resolve("java"));
    }
  }

  @Test
  void startsOnAJavaThatDoesNotSayItsVersionInAFile() throws Exception {
    Path release = place.resolve("java/release");
    Path hidden = moved(release, place.resolve("java/release.hidden"));
    try {
      assertEquals(Run.of("--version"), launched(java(), "--version"));
    } finally {
      moved(hidden, release);
    }
  }

  @Test
  void passesExitCodesAndArgumentsOn() throws Exception {
    Run run = launched(java(), "help \"no such & (thing)\"");
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("\"no such & (thing)\""), run.err());
  }

  @Test
  void aMissingJavaIsSaid() throws Exception {
    Run run = launched("C:\\no (Java) & more", "--version");
    assertEquals(
        new Run(
            5,
            "",
            """
            keyward: error: JAVA_HOME is "C:\\no (Java) & more", which has no bin\\java.exe
            keyward: hint: install Java 17 or later, or set JAVA_HOME to it
            """),
        run);
  }

  @Test
  void aMissingJavaInThePathIsSaid() throws Exception {
    Run run = launched("", "--version");
    assertEquals(5, run.exit());
    assertTrue(run.err().startsWith("keyward: error: no java in PATH"), run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_202", "11.0.2", "16"})
  void aJavaThatIsTooOldIsSaidInOneLine(String version) throws Exception {
    Path old = Files.createDirectories(folder.resolve("old (" + version + ")/bin")).getParent();
    Files.write(old.resolve("bin/java.exe"), new byte[0]);
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Run run = launched(old.toString(), "--version");
    assertEquals(5, run.exit());
    assertEquals(
        "keyward: error: \""
            + old
            + "\\bin\\java.exe\" is Java "
            + version
            + ", expected 17 or later\n"
            + "keyward: hint: install Java 17 or later, or set JAVA_HOME to it\n",
        run.err());
  }

  /** The first command of README, where a user's folder has a name of the user's own. */
  @Test
  void theDemoRunsToItsEndInAFolderWithABlankAndAnUmlaut() throws Exception {
    place = moved(place, folder.resolve("B\u00fcro eins"));
    Run run = launched(java(), "demo branch-office --dir demo");
    assertEquals(0, run.exit(), run.err());
    assertTrue(Files.isDirectory(place.resolve("demo")));
  }

  /**
   * The console of a command that has ended goes a moment later, and holds the folder until then.
   */
  private static Path moved(Path from, Path to) throws Exception {
    Until.so(
        () -> {
          try {
            Files.move(from, to);
            return true;
          } catch (FileSystemException e) {
            return false;
          }
        });
    return to;
  }

  private static String java() {
    return place.resolve("java").toString();
  }

  /** Runs the launcher from the place. */
  private static Run launched(String javaHome, String words) throws Exception {
    return CmdScript.run(place, folder, javaHome, "keyward\\bin\\keyward.cmd " + words);
  }
}
