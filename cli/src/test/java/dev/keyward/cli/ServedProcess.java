package dev.keyward.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code hgs serve} in a process of its own, as it runs where it is used. */
final class ServedProcess implements AutoCloseable {

  private final Process process;
  private final String url;
  private final Path err;

  private ServedProcess(Process process, String url, Path err) {
    this.process = process;
    this.url = url;
    this.err = err;
  }

  /** Starts it in {@code folder} with the passphrase in passphrase.txt, and waits for its URL. */
  static ServedProcess start(Path folder, String... words) throws IOException {
    return startWith("-Xmx256m", folder, words);
  }

  /** The same with an option for Java, such as the size of the heap. */
  static ServedProcess startWith(String javaOption, Path folder, String... words)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Spawned.JAVA,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                javaOption,
                "-cp",
                System.getProperty("java.class.path"),
                FewRounds.class.getName(),
                "--passphrase-file",
                "passphrase.txt",
                "hgs",
                "serve"));
    command.addAll(List.of(words));
    return started(new ProcessBuilder(command), folder);
  }

  /**
   * Starts it with a launcher, as an administrator does: {@code javaOptions} are the launcher's.
   */
  static ServedProcess launch(Path launcher, String javaOptions, Path folder, String... words)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(launcher.toString(), "--passphrase-file", "passphrase.txt", "hgs", "serve"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("KEYWARD_JAVA_OPTS", javaOptions);
    return started(builder, folder);
  }

  private static ServedProcess started(ProcessBuilder builder, Path folder) throws IOException {
    Path err = Files.createTempFile(folder, "serve", ".err");
    Process process =
        builder
            .command(DefaultSignals.command(builder.command()))
            .directory(folder.toFile())
            .redirectError(err.toFile())
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null) {
      throw new IOException("it did not begin to serve: " + Files.readString(err));
    }
    return new ServedProcess(process, line.replaceAll(".*(https?://[^\"]*).*", "$1"), err);
  }

  String url() {
    return url;
  }

  long pid() {
    return process.pid();
  }

  /** What it said on standard error so far. */
  String err() throws IOException {
    return Files.readString(err);
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** The exit code, when it has ended. */
  int exit() throws InterruptedException {
    return process.waitFor();
  }

  /** What is still held after a collection of all garbage, on the heap and for classes. */
  long heldKilobytes() throws Exception {
    jcmd("GC.run");
    return jcmd("GC.heap_info")
        .lines()
        .filter(line -> line.matches(" *(def new generation|tenured generation|Metaspace) .*"))
        .mapToLong(line -> Long.parseLong(line.replaceAll(".*used ([0-9]+)K.*", "$1")))
        .sum();
  }

  private String jcmd(String question) throws Exception {
    Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    assumeTrue(Files.exists(program), "skipped: no jcmd beside this Java");
    return OtherProgram.ran(Path.of("."), program.toString(), Long.toString(pid()), question);
  }

  /** Until it has ended, Windows keeps its folder. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
