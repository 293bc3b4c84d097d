package dev.keyward.cli.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.keyward.file.SafeFiles;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Measures whole processes: commands as a shell starts them, beside a bare Java and other tools
 * that encrypt to a few keys, in turns.
 */
public final class StartBench {

  private static final String HELLO = Hello.class.getName();
  private static final double READ_TARGET = 4;
  private static final double MAKE_TARGET = 6;
  private static final double NANOS_OF_A_MILLISECOND = 1e6;
  private static final int MOST_SECONDS = 60;

  private final Path launcher;
  private final Path folder;
  private final String searchPath;

  private record Row(String name, double target, List<String> command) {}

  /**
   * For one distribution.
   *
   * @param launcher the command
   * @param folder an empty one; whoever made it removes it
   * @param searchPath where other tools are looked for, as PATH has it
   */
  public StartBench(Path launcher, Path folder, String searchPath) {
    this.launcher = launcher;
    this.folder = folder;
    this.searchPath = searchPath;
  }

  /** Runs everything {@code rounds} times; tools that are missing are left out. */
  public List<Start> run(int rounds) throws IOException {
    List<Row> rows = rows();
    double[][] took = new double[rows.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int row = 0; row < rows.size(); row++) {
        took[row][round] = once(rows.get(row).command());
      }
    }
    List<Start> starts = new ArrayList<>();
    double hello = median(took[0]);
    for (int row = 0; row < rows.size(); row++) {
      double median = median(took[row]);
      starts.add(new Start(rows.get(row).name(), median, median / hello, rows.get(row).target()));
    }
    return starts;
  }

  private List<Row> rows() throws IOException {
    prepare();
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("java, printing hello", 0, hello()));
    rows.add(keyward("guardian list", READ_TARGET, "guardian", "list"));
    rows.add(keyward("protector show", READ_TARGET, "protector", "show", "vm.kp"));
    rows.add(keyward("protector verify", READ_TARGET, "protector", "verify", "vm.kp"));
    rows.add(keyward("protector check", READ_TARGET, "protector", "check", "vm.kp"));
    rows.add(keyward("guardian export", MAKE_TARGET, "guardian", "export", "hgs", "--out", "-"));
    rows.add(
        keyward(
            "protector create, unlocking too",
            0,
            "protector",
            "create",
            "--owner",
            "owner",
            "--guardian",
            "hgs",
            "--out",
            "-"));
    openssl().ifPresent(rows::add);
    age().ifPresent(rows::add);
    return rows;
  }

  private void prepare() throws IOException {
    SafeFiles.write(
        folder.resolve("pass.txt"), "of no lasting use\n".getBytes(US_ASCII), false, true);
    for (String name : List.of("owner", "hgs")) {
      require(keyward("", 0, "guardian", "create", name, "--key-size", "2048"));
    }
    require(
        keyward(
            "",
            0,
            "protector",
            "create",
            "--owner",
            "owner",
            "--guardian",
            "hgs",
            "--out",
            "vm.kp"));
  }

  private Row keyward(String name, double target, String... words) {
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.addAll(List.of(words));
    if (words[1].equals("create")) {
      command.addAll(List.of("--passphrase-file", "pass.txt"));
    }
    return new Row(name, target, command);
  }

  /** One class in a folder, as the leanest program has it. */
  private List<String> hello() throws IOException {
    String file = HELLO.replace('.', '/') + ".class";
    Path copy = folder.resolve("classes").resolve(file);
    Files.createDirectories(copy.getParent());
    try (InputStream in = StartBench.class.getResourceAsStream("/" + file)) {
      Files.copy(in, copy);
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", "classes", HELLO);
  }

  /** A message encrypted to three certificates. */
  private Optional<Row> openssl() throws IOException {
    if (!isThere("openssl")) {
      return Optional.empty();
    }
    require(
        new Row(
            "",
            0,
            List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                "key.pem",
                "-out",
                "cert.pem",
                "-subj",
                "/CN=bench")));
    return Optional.of(
        new Row(
            "openssl cms, to three",
            0,
            List.of(
                "openssl",
                "cms",
                "-encrypt",
                "-binary",
                "-in",
                "pass.txt",
                "-outform",
                "DER",
                "-out",
                "out.cms",
                "cert.pem",
                "cert.pem",
                "cert.pem")));
  }

  /** A file encrypted to three recipients. */
  private Optional<Row> age() throws IOException {
    if (!isThere("age") || !isThere("age-keygen")) {
      return Optional.empty();
    }
    require(new Row("", 0, List.of("age-keygen", "-o", "age.txt")));
    String key =
        Files.readAllLines(folder.resolve("age.txt")).stream()
            .filter(line -> line.startsWith("# public key: "))
            .map(line -> line.substring("# public key: ".length()))
            .findFirst()
            .orElseThrow(() -> new IOException("age-keygen wrote no public key"));
    return Optional.of(
        new Row(
            "age, to three",
            0,
            List.of("age", "-r", key, "-r", key, "-r", key, "-o", "out.age", "pass.txt")));
  }

  private boolean isThere(String tool) {
    return Arrays.stream(searchPath.split(File.pathSeparator))
        .anyMatch(each -> Files.isExecutable(Path.of(each, tool)));
  }

  private void require(Row row) throws IOException {
    once(row.command());
  }

  /** How long a process takes, in milliseconds. */
  private double once(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                searchPath,
                "KEYWARD_STORE",
                folder.resolve("store").toAbsolutePath().toString(),
                "KEYWARD_JAVA_OPTS",
                ""));
    builder.redirectOutput(folder.resolve("out.txt").toFile());
    builder.redirectError(folder.resolve("err.txt").toFile());
    long start = System.nanoTime();
    Process process = builder.start();
    try {
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(
            String.join(" ", command.subList(0, 2))
                + " failed: "
                + Files.readString(folder.resolve("err.txt")).strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
    return (System.nanoTime() - start) / NANOS_OF_A_MILLISECOND;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
