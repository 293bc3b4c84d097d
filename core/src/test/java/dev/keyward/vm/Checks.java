package dev.keyward.vm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.TestFolder;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Scripts in Python that know the layouts of files from their description only. One process of
 * Python runs all of them, because its start takes longer than a check. Test-only.
 */
final class Checks {

  private static final List<String> SCRIPTS =
      List.of("run_checks.py", "check_catalog.py", "check_header.py");

  private static Optional<Checks> started = Optional.empty();
  private static boolean isTried;

  /** What a script ended with. */
  record Ended(int code, String output) {}

  private final Path folder;
  private final OutputStream requests;
  private final InputStream answers;

  private Checks() throws IOException {
    folder = TestFolder.ofTheProcess();
    for (String name : SCRIPTS) {
      try (InputStream script = Checks.class.getResourceAsStream("/vm/" + name)) {
        Files.write(folder.resolve(name), script.readAllBytes());
      }
    }
    // It ends with its standard input, at the latest when this process ends.
    Process process =
        new ProcessBuilder("python3", folder.resolve("run_checks.py").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    requests = process.getOutputStream();
    answers = new BufferedInputStream(process.getInputStream());
  }

  /** Runs the script of that name; where there is no Python or no OpenSSL, skips the test. */
  static synchronized Ended run(String script, String... arguments) throws IOException {
    if (!isTried) {
      isTried = true;
      started = start();
    }
    assumeTrue(started.isPresent(), "SKIPPED: no python3 or no openssl to be a witness");
    return started.get().ended(script, List.of(arguments));
  }

  private static Optional<Checks> start() {
    try {
      new ProcessBuilder("openssl", "version").start().getOutputStream().close();
      return Optional.of(new Checks());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Ended ended(String script, List<String> arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(folder.resolve(script).toString()));
    words.addAll(arguments);
    requests.write((String.join("\t", words) + "\n").getBytes(StandardCharsets.UTF_8));
    requests.flush();
    String[] first = line().split(" ");
    byte[] output = answers.readNBytes(Integer.parseInt(first[1]));
    return new Ended(
        Integer.parseInt(first[0]), new String(output, StandardCharsets.UTF_8).strip());
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = answers.read(); next != '\n'; next = answers.read()) {
      if (next < 0) {
        throw new IOException("Python ended");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
