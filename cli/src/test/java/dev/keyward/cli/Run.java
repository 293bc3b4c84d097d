package dev.keyward.cli;

import dev.keyward.cli.console.Environment;
import dev.keyward.cli.console.Environment.Streams;
import dev.keyward.cli.console.Prompt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * One run of the command inside the test's process, at a fixed time.
 *
 * @param exit the exit code
 * @param out standard output
 * @param err standard error
 */
public record Run(int exit, String out, String err) {

  /** When all runs happen. */
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** What a run can be given; begin with {@link #in}. */
  public record Setting(
      Path directory, Map<String, String> variables, byte[] stdin, Optional<Prompt> prompt) {

    /** With these environment variables. */
    public Setting variables(Map<String, String> others) {
      return new Setting(directory, Map.copyOf(others), stdin, prompt);
    }

    /** With this standard input. */
    public Setting stdin(byte[] bytes) {
      return new Setting(directory, variables, bytes, prompt);
    }

    /** With a person at the terminal. */
    public Setting prompt(Prompt person) {
      return new Setting(directory, variables, stdin, Optional.of(person));
    }

    /** On another disk, which has the same files. */
    Setting on(WatchedDisk disk) {
      return new Setting(disk.wrap(directory), variables, stdin, prompt);
    }

    /** The environment that writes to {@code out} and {@code err}. */
    public Environment environment(ByteArrayOutputStream out, ByteArrayOutputStream err) {
      return new Environment(
          Streams.piped(new ByteArrayInputStream(stdin), out, err),
          variables,
          directory,
          directory.resolve("home"),
          prompt,
          Clock.fixed(NOW, ZoneOffset.UTC),
          Seeded.random());
    }

    /** Runs the command. */
    public Run run(String... words) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int exit = Main.run(words, environment(out, err));
      return new Run(
          exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
  }

  /** A run in {@code directory}, without variables, input or terminal. */
  public static Setting in(Path directory) {
    return new Setting(directory, Map.of(), new byte[0], Optional.empty());
  }

  /** A run that touches no files. */
  public static Run of(String... words) {
    return in(Path.of("")).run(words);
  }
}
