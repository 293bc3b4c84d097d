package dev.keyward.internal.hvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * dissect.hypervisor, which others wrote, lists the same keys with the same lengths. It is a Python
 * package: {@code pip install dissect.hypervisor} makes this test run.
 */
@Tag("soak")
class HvsWitnessTest {

  private static final Path SAMPLES = Path.of(System.getProperty("keyward.fixtures"), "vmcx");
  private static final String PYTHON = System.getProperty("keyward.python", "python3");
  private static final int FILES = 500;

  @TempDir private Path folder;

  @Test
  void listsTheSameKeysOfEveryWholeSample() throws Exception {
    List<Path> files = new ArrayList<>();
    for (String name : List.of("web-01", "buero-02", "gen1-03", "last-known-good-differs")) {
      files.add(SAMPLES.resolve(name + ".vmcx"));
    }
    files.add(SAMPLES.resolve("protector-elsewhere.vmcx"));
    files.add(SAMPLES.resolve("vtpm-without-protector.vmcx"));
    files.add(SAMPLES.resolve("state-without-configuration.vmrs"));
    compare(files);
  }

  @Test
  void listsTheSameKeysOfWrittenFiles() throws Exception {
    Random random = new Random(500);
    List<Path> files = new ArrayList<>();
    for (int file = 0; file < FILES; file++) {
      Path path = folder.resolve(file + ".vmcx");
      Files.write(path, random(random).file());
      files.add(path);
    }
    compare(files);
  }

  /** Up to 60 keys of all types, up to 6 levels deep. */
  private static HvsWriter random(Random random) {
    HvsWriter writer = new HvsWriter();
    for (int key = random.nextInt(60) + 1; key > 0; key--) {
      StringBuilder path = new StringBuilder();
      for (int level = random.nextInt(5); level > 0; level--) {
        path.append("/node").append(random.nextInt(4));
      }
      path.append("/key").append(key);
      switch (random.nextInt(4)) {
        case 0 -> writer.text(path.toString(), "x".repeat(random.nextInt(1500)));
        case 1 -> writer.bytes(path.toString(), new byte[random.nextInt(9000)]);
        case 2 -> writer.number(path.toString(), random.nextLong());
        default -> writer.bool(path.toString(), random.nextBoolean());
      }
    }
    return writer;
  }

  private void compare(List<Path> files) throws Exception {
    TreeSet<String> ours = new TreeSet<>();
    for (Path file : files) {
      HvsFile read = HvsFile.read(HvsSource.of(Files.readAllBytes(file)));
      list(file.toString(), read.root(), ours);
    }
    assertEquals(String.join("\n", theirs(files)), String.join("\n", ours));
  }

  private static void list(String file, HvsKey key, TreeSet<String> lines) {
    for (HvsKey below : key.children()) {
      String type = below.type().name().toLowerCase(Locale.ROOT);
      lines.add(String.join("\t", file, below.path(), type, "" + below.size()));
      list(file, below, lines);
    }
  }

  private TreeSet<String> theirs(List<Path> files) throws Exception {
    assumeTrue(
        run(List.of("-c", "import dissect.hypervisor")).code() == 0,
        "SKIPPED: no dissect.hypervisor to be a witness");
    Path script = folder.resolve("list-keys.py");
    try (InputStream in = HvsWitnessTest.class.getResourceAsStream("/hvs/list-keys.py")) {
      Files.write(script, in.readAllBytes());
    }
    List<String> arguments = new ArrayList<>(List.of(script.toString()));
    files.forEach(file -> arguments.add(file.toString()));
    Ended ended = run(arguments);
    assertEquals(0, ended.code(), ended.output());
    TreeSet<String> lines = new TreeSet<>();
    for (String line : ended.output().lines().toList()) {
      String[] fields = line.split("\t");
      fields[2] = fields[2].toLowerCase(Locale.ROOT);
      lines.add(String.join("\t", fields));
    }
    return lines;
  }

  private record Ended(int code, String output) {}

  private static Ended run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), output);
    } catch (IOException e) {
      return new Ended(127, "no " + PYTHON);
    }
  }
}
