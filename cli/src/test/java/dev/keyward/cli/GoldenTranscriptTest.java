package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.command.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Replays every transcript in {@code fixtures/transcripts}. With {@code -Dkeyward.golden=rewrite}
 * the files are written again; a new case is a file with its first two lines. With {@code
 * -Dkeyward.golden.only=TEXT} only files with that in their path.
 */
class GoldenTranscriptTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("keyward.fixtures")).resolve("transcripts");
  private static final String ONLY = System.getProperty("keyward.golden.only", "");
  private static final boolean REWRITE = "rewrite".equals(System.getProperty("keyward.golden"));

  private static SharedPlayground place;

  @BeforeAll
  static void share(@TempDir Path temp) {
    place = new SharedPlayground(temp.resolve("here"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void saysAndLeavesWhatItDidBefore(String name) throws IOException {
    Path file = FOLDER.resolve(name);
    String golden = Files.readString(file);
    Transcript expected = Transcript.parse(golden);
    assumeTrue(WindowsForm.applies(expected), "skipped: there is no /dev/null");
    Transcript replayed = place.replay(expected);
    if (REWRITE) {
      Files.writeString(file, replayed.text());
    } else {
      assertEquals(WindowsForm.of(expected), WindowsForm.of(replayed));
    }
    if (replayed.printsJson()) {
      JsonOutput.check(replayed);
    }
  }

  static List<String> cases() throws IOException {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      return all.filter(file -> file.toString().endsWith(".txt"))
          .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.contains(ONLY))
          .sorted()
          .toList();
    }
  }

  /** Whatever prints JSON is asked for it here, and held against its schema above. */
  @Test
  void everyVerbHasASchemaAndATranscriptInJson() throws IOException {
    for (Command command : Commands.all()) {
      Verb verb = command.verb();
      String name = verb.dashed();
      assertNotNull(
          Main.class.getResource("/dev/keyward/schema/keyward." + name + ".1.json"),
          "no schema of " + name);
      if (!verb.name().isEmpty()) {
        assertTrue(
            cases().stream().anyMatch(each -> each.startsWith(name + "/") && each.contains("json")),
            "no transcript in JSON of " + name);
      }
    }
  }

  @Test
  void everyVerbHasTranscripts() {
    for (Command command : Commands.all()) {
      Verb verb = command.verb();
      Path folder = FOLDER.resolve(verb.dashed());
      assertTrue(Files.isDirectory(folder), "no transcripts in " + folder);
    }
  }
}
