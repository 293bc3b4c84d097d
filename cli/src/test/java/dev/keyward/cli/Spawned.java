package dev.keyward.cli;

import dev.keyward.cli.console.Environment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs the command line inside this process, or in one of its own that may be killed. */
final class Spawned {

  /** What a run inside this process ended with. */
  record Ended(int code, String out, String err) {}

  /** The program of the Java that runs the tests. */
  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private Spawned() {}

  /** Runs to the end in this process. */
  static Ended run(Path folder, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Environment environment =
        new Environment(
            Environment.Streams.piped(new ByteArrayInputStream(new byte[0]), out, err),
            Map.of("KEYWARD_PASSPHRASE", "a passphrase for tests"),
            folder,
            folder,
            Optional.empty(),
            Clock.systemUTC(),
            Seeded.random());
    int code = Main.run(words, environment);
    return new Ended(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Starts a process in {@code folder}; its output goes to a file that is not looked at. */
  static Process start(Path folder, String... words) throws IOException {
    return process(folder, words).start();
  }

  /** The same before it is started. */
  static ProcessBuilder process(Path folder, String... words) {
    String store = folder.resolve(".keyward").toString();
    return process(
        FewRounds.class.getName(),
        folder,
        Map.of("KEYWARD_PASSPHRASE", "a passphrase for tests", "KEYWARD_STORE", store),
        words);
  }

  /** Starts a process of that main class, with these environment variables. */
  static Process start(String main, Path folder, Map<String, String> variables, String... words)
      throws IOException {
    return process(main, folder, variables, words).start();
  }

  /** Such a process before it is started; what it prints is dropped. */
  static ProcessBuilder process(
      String main, Path folder, Map<String, String> variables, String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                JAVA,
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main));
    command.addAll(Arrays.asList(words));
    ProcessBuilder builder =
        new ProcessBuilder(DefaultSignals.command(command))
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(variables);
    return builder;
  }

  static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  static void deleteTree(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  static List<Path> regularFiles(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
