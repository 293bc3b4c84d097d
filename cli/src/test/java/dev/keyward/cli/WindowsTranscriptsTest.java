package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A part of {@link GoldenTranscriptTest} for the gate, where all of it would take too long. */
@Tag("windows")
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "GoldenTranscriptTest replays them all")
class WindowsTranscriptsTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("keyward.fixtures")).resolve("transcripts");

  private static SharedPlayground place;

  @BeforeAll
  static void share(@TempDir Path temp) {
    place = new SharedPlayground(temp.resolve("here"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysAndLeavesWhatItDoesElsewhere(Path file) throws IOException {
    Transcript golden = Transcript.parse(Files.readString(file));
    assumeTrue(WindowsForm.applies(golden), "skipped: there is no /dev/null");
    Transcript replayed = place.replay(golden);
    assertEquals(WindowsForm.of(golden), WindowsForm.of(replayed));
  }

  /** Ten verbs: stores, protectors, machines, a host and a service. */
  static List<Path> cases() throws IOException {
    Stream<String> verbs =
        Stream.of(
            "guardian-create",
            "guardian-list",
            "guardian-show",
            "protector-check",
            "protector-grant",
            "protector-show",
            "vm-show",
            "host-show",
            "host-start",
            "hgs-host-add");
    Stream.Builder<Path> cases = Stream.builder();
    for (String verb : verbs.toList()) {
      try (Stream<Path> files = Files.list(FOLDER.resolve(verb))) {
        files.forEach(cases);
      }
    }
    return cases.build().sorted().toList();
  }
}
