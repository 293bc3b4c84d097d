package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Tokens of SoftHSM in a folder of their own. SoftHSM reads where they are from a variable, so
 * every command runs in a process.
 */
final class SoftToken {

  static final String PIN = "1234";

  private final Path folder;
  private final Path configuration;
  private final Path java;

  private SoftToken(Path folder, Path configuration, Path java) {
    this.folder = folder;
    this.configuration = configuration;
    this.java = java;
  }

  /** Tokens with these labels; skips the test aloud if SoftHSM is not installed. */
  static SoftToken of(Path folder, String... labels) throws Exception {
    assumeTrue(module().isPresent(), "skipped: no softhsm2 here, so no token is tried");
    Files.createDirectories(folder.resolve("tokens"));
    Path configuration = folder.resolve("softhsm2.conf");
    Files.writeString(
        configuration,
        "directories.tokendir = "
            + folder.resolve("tokens")
            + "\nobjectstore.backend = file\nlog.level = ERROR\n");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    SoftToken token = new SoftToken(folder, configuration, java);
    for (String label : labels) {
      token.run(
          List.of(
              "softhsm2-util",
              "--init-token",
              "--free",
              "--label",
              label,
              "--pin",
              PIN,
              "--so-pin",
              "123456"));
    }
    return token;
  }

  private static java.util.Optional<Path> module() {
    return Stream.of("/usr/lib/softhsm", "/usr/lib64/pkcs11", "/usr/local/lib/softhsm")
        .map(each -> Path.of(each, "libsofthsm2.so"))
        .filter(Files::isReadable)
        .findFirst();
  }

  /** The module's file. */
  static String path() {
    return module().orElseThrow().toString();
  }

  /** The place of a token among all slots. */
  int slot(String label) throws Exception {
    String text = run(List.of("softhsm2-util", "--show-slots"));
    int slots = -1;
    for (String line : text.lines().toList()) {
      if (line.startsWith("Slot ")) {
        slots++;
      }
      if (line.matches(" +Label: +" + label + " *")) {
        return slots;
      }
    }
    throw new AssertionError("no token " + label + " in " + text);
  }

  /** Runs a program of SoftHSM or OpenSC, and returns what it says. */
  String run(List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SOFTHSM2_CONF", configuration.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    assertEquals(0, process.exitValue(), said);
    return said;
  }

  /** Runs Keyward with the PIN. */
  Spawned.Ended keyward(String... words) throws IOException, InterruptedException {
    return withPin(PIN, words);
  }

  /** Runs Keyward with another PIN or passphrase. */
  Spawned.Ended withPin(String pin, String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--passphrase-env", "PIN"));
    return run(Map.of("PIN", pin), all);
  }

  /** Runs Keyward without any PIN. */
  Spawned.Ended withoutPin(String... words) throws IOException, InterruptedException {
    return run(Map.of(), List.of(words));
  }

  /** Runs Keyward with the PIN and these variables. */
  Spawned.Ended keyward(Map<String, String> more, String... words)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--passphrase-env", "PIN"));
    Map<String, String> variables = new HashMap<>(more);
    variables.put("PIN", PIN);
    return run(variables, all);
  }

  /** The same token, for commands that run on the Java in this folder. */
  SoftToken onJava(Path home) {
    return new SoftToken(folder, configuration, home.resolve("bin/java"));
  }

  /** Runs another program of the tests, which finds the PIN or passphrase in the variable PIN. */
  Spawned.Ended program(Class<?> main, String pin, String... words)
      throws IOException, InterruptedException {
    return run(main, Map.of("PIN", pin), List.of(words));
  }

  private Spawned.Ended run(Map<String, String> more, List<String> words)
      throws IOException, InterruptedException {
    return run(FewRounds.class, more, words);
  }

  private Spawned.Ended run(Class<?> main, Map<String, String> more, List<String> words)
      throws IOException, InterruptedException {
    Map<String, String> variables = variables(more);
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        Spawned.process(main.getName(), folder, variables, words.toArray(String[]::new))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Collections.replaceAll(builder.command(), Spawned.JAVA, java.toString());
    Process process = builder.start();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES));
    return new Spawned.Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** What processes find in their environment. */
  Map<String, String> variables(Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(more);
    variables.put("SOFTHSM2_CONF", configuration.toString());
    variables.put("KEYWARD_STORE", folder.resolve("store").toString());
    variables.put("P11_KIT_SERVER_ADDRESS", "unix:path=" + socket());
    return variables;
  }

  /** Where the server of p11-kit listens, if a test starts it. */
  Path socket() {
    return folder.resolve("p11.sock");
  }

  /** The folder that commands run in. */
  Path folder() {
    return folder;
  }

  /** Takes all tokens away, as if somebody unplugged them, or puts them back. */
  void setAway(boolean isAway) throws IOException {
    Path there = folder.resolve("tokens");
    Path elsewhere = folder.resolve("unplugged");
    if (isAway) {
      Files.move(there, elsewhere);
      Files.createDirectory(there);
    } else {
      Files.delete(there);
      Files.move(elsewhere, there);
    }
  }
}
