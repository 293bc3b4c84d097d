package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tasks of Apache Spark audit the shares of a list. Spark runs in a process with a class path of
 * its own, which the profile "soak" resolves.
 */
@Tag("soak")
class SparkShardsIT {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));
  private static final Path LAUNCHER =
      Path.of(System.getProperty("keyward.distribution"), "bin/keyward").toAbsolutePath();
  private static final Path SPARK = Path.of("target/spark.classpath");
  private static final List<String> REPORTS = List.of("html", "csv", "json", "sarif");
  private static final int SHARES = 5;
  private static final int COPIES = 12;

  /** What Spark needs of Java's own packages, as its launcher has it. */
  private static final List<String> OPENED =
      Stream.of("lang", "lang.invoke", "nio", "util", "util.concurrent")
          .map(name -> "--add-opens=java.base/java." + name + "=ALL-UNNAMED")
          .toList();

  @TempDir private Path folder;
  private String classPath = "";

  @BeforeEach
  void readTheClassPath() throws IOException {
    assumeTrue(
        Files.exists(SPARK),
        "skipped: Maven has not resolved Apache Spark, as the profile soak does");
    classPath = Files.readString(SPARK).strip();
  }

  /** Every fault of the fixtures several times, and two exports. */
  private void listFiles() throws IOException {
    List<String> list = new ArrayList<>();
    for (int copy = 0; copy < COPIES; copy++) {
      Path to = folder.resolve("site-" + copy);
      Spawned.copyTree(FIXTURES.resolve("audit/protectors"), to);
      try (Stream<Path> files = Files.list(to)) {
        files.map(file -> folder.relativize(file).toString()).sorted().forEach(list::add);
      }
    }
    for (String export : List.of("export.json", "export.clixml")) {
      Files.copy(FIXTURES.resolve("audit/" + export), folder.resolve(export));
      list.add(export);
    }
    Files.write(folder.resolve("list"), list);
  }

  private static List<String> audit() {
    return List.of(
        LAUNCHER.toString(),
        "--store",
        "none",
        "audit",
        "--guardians",
        FIXTURES.resolve("audit/guardians").toString(),
        "--policy",
        FIXTURES.resolve("audit/policy.yaml").toString(),
        "--now",
        "2026-11-23T00:00:00Z",
        "--files-from",
        "list");
  }

  private Run reported(String name, List<String> words) throws Exception {
    List<String> all = new ArrayList<>(words);
    REPORTS.forEach(form -> all.addAll(List.of("--report", name + "." + form)));
    return OtherProgram.run(folder, all.toArray(String[]::new));
  }

  /** Runs the tasks; returns what the program of Spark printed. */
  private String runTasks() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin");
    Path source = Path.of("src/test/spark/SparkShards.java").toAbsolutePath();
    String compiler = java.resolve("javac").toString();
    OtherProgram.ran(
        folder, compiler, "-cp", classPath, "-d", folder.toString(), source.toString());
    List<String> command = new ArrayList<>(List.of(java.resolve("java").toString()));
    command.addAll(OPENED);
    command.add("-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("temporary")));
    command.addAll(List.of("-cp", folder + ":" + classPath, "SparkShards", "" + SHARES));
    command.addAll(audit());
    // Nothing of it listens on a network.
    Run spark = OtherProgram.run(folder, Map.of("SPARK_LOCAL_IP", "127.0.0.1"), command);
    assertEquals(0, spark.exit(), spark.err());
    return spark.out();
  }

  @Test
  void tasksGiveTheReportsOfOneAudit() throws Exception {
    listFiles();
    String said = runTasks();
    assertTrue(said.contains("shard-1.jsonl.gz by attempt 1\nshard-2.jsonl.gz by attempt 2"), said);
    Run one = reported("one", audit());
    List<String> merge = new ArrayList<>(List.of(LAUNCHER.toString(), "--store", "none"));
    merge.addAll(List.of("audit", "merge"));
    IntStream.rangeClosed(1, SHARES).forEach(i -> merge.add("shard-" + i + ".jsonl.gz"));
    Run merged = reported("merged", merge);
    assertEquals(1, one.exit(), one.err());
    assertEquals(one, merged);
    for (String form : REPORTS) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("one." + form)),
          Files.readAllBytes(folder.resolve("merged." + form)),
          form);
    }
  }
}
