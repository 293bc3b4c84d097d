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

  /** When a run happens, unless its setting says another time. */
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** What a run can be given; begin with {@link #in}. */
  public record Setting(
      Path directory,
      Map<String, String> variables,
      byte[] stdin,
      Optional<Prompt> prompt,
      Instant now) {

    /** With these environment variables. */
    public Setting variables(Map<String, String> others) {
      return new Setting(directory, Map.copyOf(others), stdin, prompt, now);
    }

    /** With this standard input. */
    public Setting stdin(byte[] bytes) {
      return new Setting(directory, variables, bytes, prompt, now);
    }

    /** With a person at the terminal. */
    public Setting prompt(Prompt person) {
      return new Setting(directory, variables, stdin, Optional.of(person), now);
    }

    /** On another disk, which has the same files. */
    Setting on(WatchedDisk disk) {
      return new Setting(disk.wrap(directory), variables, stdin, prompt, now);
    }

    /** With a clock that says this time. */
    public Setting at(Instant time) {
      return new Setting(directory, variables, stdin, prompt, time);
    }

    /** The environment that writes to {@code out} and {@code err}. */
    public Environment environment(ByteArrayOutputStream out, ByteArrayOutputStream err) {
      return environment(Streams.piped(new ByteArrayInputStream(stdin), out, err));
    }

    /** The environment with these streams; nobody reads {@link #stdin}. */
    public Environment environment(Streams streams) {
      return new Environment(
          streams,
          variables,
          directory,
          directory.resolve("home"),
          prompt,
          Clock.fixed(now, ZoneOffset.UTC),
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
    return new Setting(directory, Map.of(), new byte[0], Optional.empty(), NOW);
  }

  /** A run that touches no files. */
  public static Run of(String... words) {
    return in(Path.of("")).run(words);
  }
}
