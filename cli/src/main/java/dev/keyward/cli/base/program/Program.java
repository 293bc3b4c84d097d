package dev.keyward.cli.base.program;

import dev.keyward.cli.base.program.AttachedProgram.Ended;
import dev.keyward.secret.SecretOutput;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A program of the system that does a part of a command's work. */
public final class Program {

  /** How much of what a program writes is kept. */
  static final int MOST_OUTPUT = 1 << 16;

  /** All that a program gets of the environment: a passphrase may be among the rest. */
  private static final Set<String> VARIABLES =
      Set.of("PATH", "HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "USER", "LOGNAME");

  private final Path file;
  private final Map<String, String> variables;
  private final Optional<Path> folder;

  private Program(Path file, Map<String, String> variables, Optional<Path> folder) {
    this.file = file;
    this.variables = variables;
    this.folder = folder;
  }

  /**
   * The program of that name.
   *
   * @param variables the environment, in which {@code PATH} lists the folders to look in
   * @param packaged the Debian package that has it
   * @throws FileSystemException where no folder has it
   */
  public static Program require(Map<String, String> variables, String name, String packaged)
      throws FileSystemException {
    return find(variables, name)
        .map(file -> new Program(file, variables, Optional.empty()))
        .orElseThrow(
            () ->
                new FileSystemException(
                    name,
                    null,
                    "no such program; on Debian, apt install " + packaged + " installs it"));
  }

  /** The file of the program of that name; empty where no folder of {@code PATH} has it. */
  public static Optional<Path> find(Map<String, String> variables, String name) {
    for (String folder : variables.getOrDefault("PATH", "").split(File.pathSeparator)) {
      try {
        Path file = Path.of(folder).resolve(name);
        if (!folder.isEmpty() && Files.isRegularFile(file) && Files.isExecutable(file)) {
          return Optional.of(file.toAbsolutePath());
        }
      } catch (InvalidPathException e) {
        // No such folder can be there.
        continue;
      }
    }
    return Optional.empty();
  }

  /** The same program, started in that folder. */
  public Program in(Path folder) {
    return new Program(file, variables, Optional.of(folder));
  }

  /**
   * Runs it, and waits at most two minutes.
   *
   * @throws IOException where it cannot be run, or does not end
   */
  public Ended run(List<String> arguments) throws IOException {
    return runWithSecret(arguments, new byte[0]);
  }

  /**
   * The same, where it reads a secret from the descriptor 3.
   *
   * @param secret stays the caller's to wipe
   */
  public Ended runWithSecret(List<String> arguments, byte[] secret) throws IOException {
    try (AttachedProgram program = attach(arguments, secret)) {
      return program.await();
    }
  }

  /**
   * Runs it where what it writes is a secret.
   *
   * @param output takes what it writes
   * @throws FileSystemException where it fails, with its last line
   */
  public void runForSecret(List<String> arguments, SecretOutput output) throws IOException {
    try (AttachedProgram program = attach(arguments, new byte[0])) {
      int code = program.await(output);
      if (code != 0) {
        String text = new String(output.copy(), StandardCharsets.UTF_8);
        throw new FileSystemException(file.toString(), null, new Ended(code, text).lastLine());
      }
    }
  }

  /**
   * Starts it beside this process.
   *
   * @param secret what it reads from the descriptor 3; stays the caller's to wipe
   */
  public AttachedProgram attach(List<String> arguments, byte[] secret) throws IOException {
    List<String> words = new ArrayList<>(List.of(file.toString()));
    words.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder();
    builder.environment().keySet().retainAll(VARIABLES);
    builder.environment().put("PATH", variables.getOrDefault("PATH", ""));
    builder.environment().put("LC_ALL", "C");
    folder.ifPresent(path -> builder.directory(path.toFile()));
    return AttachedProgram.start(builder, words, secret);
  }
}
