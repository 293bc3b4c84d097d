package dev.keyward.cli.base.program;

import dev.keyward.secret.SecretOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A program that runs beside this process, and never longer: when this process ends, killed or not,
 * the system closes the pipe to the program's shell, and the shell kills the program with all that
 * the program started.
 *
 * <p>The program reads its input from the descriptor 3. So a secret is in no file and on no command
 * line. It is not the descriptor 0: swtpm takes a 0 for a missing descriptor, and then uses an
 * empty passphrase.
 */
public final class AttachedProgram implements AutoCloseable {

  /**
   * The words are the size of the input and the program. The input ends after that size, and the
   * pipe does not: its end comes when this process closes it or dies. The exit code goes to
   * standard error, because {@code kill 0} then ends the whole session, which setsid began. SIGKILL
   * finds a process that is just being made, too.
   */
  private static final String SHELL =
      String.join(
          "\n",
          "exec 4<&0 5>&1 6>&2 </dev/null >/dev/null 2>&1",
          "size=$1",
          "shift",
          "{",
          "  exec 5>&- 6>&-",
          "  command -p head -c \"$size\" <&4",
          "  exec >/dev/null",
          "  command -p cat <&4",
          "  kill -KILL 0",
          "} | {",
          "  \"$@\" 3<&0 4<&- </dev/null >&5 2>&5 5>&- 6>&-",
          "  echo $? >&6",
          "  kill -KILL 0",
          "}");

  /** A write of this size goes past the buffer of Java's pipe, which nobody could wipe. */
  private static final int UNBUFFERED = 8192;

  private static final long MOST_SECONDS = 120;
  private static final int MOST_CODE = 4;
  private static final int KILLED = 137;

  private final String name;
  private final Process process;

  private AttachedProgram(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /**
   * Starts a program.
   *
   * @param builder has the environment and the folder; its command is replaced
   * @param words the program and its arguments
   * @param input stays the caller's to wipe
   */
  static AttachedProgram start(ProcessBuilder builder, List<String> words, byte[] input)
      throws IOException {
    List<String> all =
        new ArrayList<>(List.of("setsid", "/bin/sh", "-c", SHELL, "sh", "" + input.length));
    all.addAll(words);
    Process process = builder.command(all).start();
    byte[] padded = Arrays.copyOf(input, Math.max(UNBUFFERED, input.length));
    try {
      process.getOutputStream().write(padded);
      process.getOutputStream().flush();
    } catch (IOException e) {
      // It ended without reading: its exit code says more.
    } finally {
      Arrays.fill(padded, (byte) 0);
    }
    return new AttachedProgram(words.get(0), process);
  }

  /**
   * How a program ended.
   *
   * @param code its exit code
   * @param output what it wrote to standard output and error, or the beginning of that
   */
  public record Ended(int code, String output) {

    /** The last line that it wrote, or its exit code if it wrote nothing. */
    public String lastLine() {
      List<String> lines = output.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
      return lines.isEmpty() ? "exit code " + code : lines.get(lines.size() - 1);
    }

    /**
     * Refuses any exit code but 0.
     *
     * @param place what the error names
     * @throws FileSystemException with the last line that it wrote
     */
    public void requireSuccess(String place) throws FileSystemException {
      if (code != 0) {
        throw new FileSystemException(place, null, lastLine());
      }
    }
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits at most two minutes until it ends. */
  public Ended await() throws IOException {
    try (SecretOutput output = new SecretOutput(Program.MOST_OUTPUT)) {
      int code = await(output);
      byte[] text = output.copy();
      return new Ended(code, new String(text, StandardCharsets.UTF_8));
    }
  }

  /**
   * The same where what it writes may be secret.
   *
   * @param output takes it, as far as it has room
   * @return the exit code
   */
  int await(SecretOutput output) throws IOException {
    AtomicBoolean late = new AtomicBoolean();
    // What it prints is read to its end, so somebody else has to stop a program that hangs.
    CompletableFuture<Process> ended =
        process
            .onExit()
            .orTimeout(MOST_SECONDS, TimeUnit.SECONDS)
            .exceptionally(timeout -> stop(late));
    try (InputStream in = process.getInputStream()) {
      fill(output, in);
    }
    int code = code();
    ended.join();
    if (late.get()) {
      throw new FileSystemException(
          name, null, "it did not end within " + MOST_SECONDS + " seconds");
    }
    return code;
  }

  /** As the shell wrote it; a shell that was killed itself writes nothing. */
  private int code() throws IOException {
    try (InputStream in = process.getErrorStream()) {
      String text = new String(in.readNBytes(MOST_CODE), StandardCharsets.US_ASCII).strip();
      return text.isEmpty() ? KILLED : Integer.parseInt(text);
    }
  }

  private static void fill(SecretOutput output, InputStream in) throws IOException {
    try {
      output.fill(in);
    } catch (SecretOutput.Full e) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private Process stop(AtomicBoolean late) {
    late.set(true);
    close();
    return process;
  }

  /** Ends it if it still runs. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // Its shell has ended, and so has all of its session.
      process.destroyForcibly();
    }
    process.onExit().join();
  }
}
