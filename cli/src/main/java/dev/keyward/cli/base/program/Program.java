package dev.keyward.cli.base.program;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A program of the system that does a part of a command's work. */
public final class Program {

  private static final int MOST_OUTPUT = 1 << 16;
  private static final long MOST_SECONDS = 120;

  /** All that a program gets of the environment: a passphrase may be among the rest. */
  private static final Set<String> VARIABLES =
      Set.of("PATH", "HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "USER", "LOGNAME");

  private final Path file;
  private final Map<String, String> variables;

  private Program(Path file, Map<String, String> variables) {
    this.file = file;
    this.variables = variables;
  }

  /**
   * How it ended.
   *
   * @param code its exit code
   * @param output the first 64 KiB of what it wrote to standard output and error
   */
  public record Ended(int code, String output) {

    /** The last line that it wrote, or its exit code if it wrote none. */
    public String lastLine() {
      List<String> lines = output.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
      return lines.isEmpty() ? "exit code " + code : lines.get(lines.size() - 1);
    }
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
        .map(file -> new Program(file, variables))
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

  /** The words that run it with these arguments. */
  public List<String> words(List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(file.toString()));
    words.addAll(arguments);
    return words;
  }

  /**
   * Runs it, and waits at most two minutes.
   *
   * @throws IOException where it cannot be run, or does not end
   */
  public Ended run(List<String> arguments) throws IOException {
    return run(words(arguments), new byte[0]);
  }

  /**
   * The same, where a secret is read from the descriptor 3. The secret is in no file and on no
   * command line. A shell moves it there from standard input: swtpm takes descriptor 0 for none,
   * and an empty passphrase for the secret.
   *
   * @param secret at most 4096 bytes, so that a pipe holds it whole
   */
  public Ended runWithSecret(List<String> arguments, byte[] secret) throws IOException {
    List<String> words =
        new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$0\" \"$@\" 3<&0 </dev/null"));
    words.addAll(words(arguments));
    return run(words, secret);
  }

  private Ended run(List<String> words, byte[] input) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().keySet().retainAll(VARIABLES);
    builder.environment().put("PATH", variables.getOrDefault("PATH", ""));
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    AtomicBoolean late = new AtomicBoolean();
    // What it prints is read to its end, so somebody else has to stop a program that hangs.
    CompletableFuture<Process> ended =
        process
            .onExit()
            .orTimeout(MOST_SECONDS, TimeUnit.SECONDS)
            .exceptionally(timeout -> stop(process, late));
    try (OutputStream in = process.getOutputStream()) {
      in.write(input);
    } catch (IOException e) {
      // It ended without reading: its exit code says more.
    }
    try (InputStream out = process.getInputStream()) {
      byte[] output = out.readNBytes(MOST_OUTPUT);
      out.transferTo(OutputStream.nullOutputStream());
      ended.join();
      if (late.get()) {
        throw new FileSystemException(
            file.toString(), null, "it did not end within " + MOST_SECONDS + " seconds");
      }
      return new Ended(process.exitValue(), new String(output, StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process stop(Process process, AtomicBoolean late) {
    late.set(true);
    return process.destroyForcibly();
  }
}
