package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Every fault that a line, a name or a folder can have in one batch, ended twice and repeated. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
class BatchFaultsTest {

  private static final String BATCH = "protector create --batch batch.jsonl --out-dir out";
  private static final int FAULTY = 3;
  private static final String GOOD =
      "{\"id\":\"%s\",\"owner\":\"central-it\",\"guardians\":[\"datacenter-hgs\"]}";

  /** Each third line has one, in turn. */
  private enum Fault {
    BYTE("bad-batch-line", GOOD.replace("%s", "vm-b\u00fc")),
    REPEATED("repeated-id", GOOD.replace("%s", "VM1")),
    STRANGER("unknown-guardian", GOOD.replace("datacenter-hgs", "nobody")),
    ENDED("expired", GOOD.replace("datacenter-hgs", "old-hgs")),
    KEYLESS("no-private-key", GOOD.replace("central-it", "branch-hgs")),
    TWICE("bad-batch-line", GOOD.replace("[", "[\"datacenter-hgs\",")),
    NO_JSON("bad-batch-line", "id=%s"),
    FIELD("bad-batch-line", GOOD.replace("}", ",\"colour\":\"red\"}")),
    NAME("bad-name", GOOD.replace("%s", "../%s")),
    LONG("bad-batch-line", GOOD + " ".repeat(1 << 16)),
    FOLDER("", GOOD),
    LINK("", GOOD),
    NOISE("file-differs", GOOD),
    OTHERS("file-differs", GOOD);

    private final String code;
    private final String line;

    Fault(String code, String line) {
      this.code = code;
      this.line = line;
    }
  }

  @TempDir Path folder;
  private Playground place;

  @BeforeEach
  void copyTheStore() {
    place = Playground.in(folder);
  }

  @Test
  void aSmallBatchOfAllFaultsIsDoneInTheEnd() throws Exception {
    int lines = FAULTY * Fault.values().length;
    terminated(lines / 3, prepare(lines));
    repeated(lines);
  }

  @Test
  @Tag("soak")
  void aBatchOfTwoThousandWithAllFaultsIsDoneInTheEnd() throws Exception {
    endedAndRepeated(2000);
  }

  private void endedAndRepeated(int lines) throws Exception {
    Set<String> before = prepare(lines);
    terminated(lines / 3, before);
    killed(2 * lines / 3);
    repeated(lines);
  }

  private void repeated(int lines) throws Exception {
    Run last = place.unlocked(BATCH.split(" "));
    assertEquals(5, last.exit(), last.err());
    assertEquals(expected(lines, "done"), results(last.out(), "(written|kept)", "done"));
    assertEquals(expectedFiles(lines), files());
    Run again = place.unlocked(BATCH.split(" "));
    assertEquals(expected(lines, "kept"), results(again.out(), "kept", "kept"));
    assertOpen(lines);
  }

  /** All that is in place has its line, and nothing else has one. */
  private void terminated(int line, Set<String> before) throws Exception {
    Process held = held(line);
    held.destroy();
    SlowDisk.letGo(folder);
    assertEquals(143, held.waitFor());
    Set<String> made = files();
    made.removeAll(before);
    Set<String> told = new TreeSet<>();
    results(Files.readString(folder.resolve("printed")), "written", "written")
        .forEach((id, status) -> told.add(status.equals("written") ? id + ".xml" : "failed"));
    told.remove("failed");
    assertEquals(told, made);
  }

  private void killed(int line) throws Exception {
    Files.delete(folder.resolve("go"));
    Files.delete(folder.resolve("slow"));
    // Another writer may have been ahead of the one that was held.
    Files.deleteIfExists(folder.resolve("out/vm" + line / FAULTY * FAULTY + ".xml"));
    Process held = held(line);
    held.destroyForcibly();
    held.waitFor();
    SlowDisk.letGo(folder);
    assertTrue(files().stream().anyMatch(name -> name.startsWith(".keyward-")));
  }

  private Process held(int line) throws IOException {
    // A good line: the faulty line comes after it.
    Process held =
        SlowDisk.unlocked(place, "vm" + line / FAULTY * FAULTY + ".xml", BATCH)
            .redirectOutput(folder.resolve("printed").toFile())
            .redirectError(folder.resolve("said").toFile())
            .start();
    SlowDisk.awaitHeld(folder, held);
    return held;
  }

  private static boolean isFaulty(int line) {
    return line % FAULTY == 2;
  }

  private static Fault fault(int line) {
    return Fault.values()[line / FAULTY % Fault.values().length];
  }

  /** Writes the batch, and what is in the way; the names of that. */
  private Set<String> prepare(int lines) throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    String[] other =
        "protector create --owner central-it --guardian branch-hgs -o other".split(" ");
    assertEquals(0, place.unlocked(other).exit());
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    for (int line = 1; line <= lines; line++) {
      String text = (isFaulty(line) ? fault(line).line : GOOD).replace("%s", "vm" + line) + "\n";
      batch.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
      if (isFaulty(line)) {
        putInTheWay(fault(line), out.resolve("vm" + line + ".xml"));
      }
    }
    Files.write(folder.resolve("batch.jsonl"), batch.toByteArray());
    return files();
  }

  private void putInTheWay(Fault fault, Path file) throws IOException {
    switch (fault) {
      case FOLDER -> Files.createDirectory(file);
      case LINK -> Files.createSymbolicLink(file, Path.of("nowhere"));
      case NOISE -> Files.write(file, new byte[] {1, 2, 3});
      case OTHERS -> Files.copy(folder.resolve("other"), file);
      default -> {
        // Nothing is in the way of the line.
      }
    }
  }

  private static Map<String, String> expected(int lines, String good) {
    Map<String, String> expected = new TreeMap<>();
    for (int line = 1; line <= lines; line++) {
      expected.put(
          isFaulty(line) ? "line " + line : "vm" + line, isFaulty(line) ? fault(line).code : good);
    }
    return expected;
  }

  /** By id or, where it failed, by the number of the line: the status, or the code that counts. */
  private static Map<String, String> results(String printed, String statuses, String as) {
    Set<String> codes =
        Stream.of(Fault.values()).map(fault -> fault.code).collect(Collectors.toSet());
    Map<String, String> results = new TreeMap<>();
    for (String line : printed.lines().toList()) {
      String status = field(line, "status");
      boolean failed = status.equals("failed");
      String code = field(line, "code");
      String name =
          failed ? "line " + line.replaceAll(".*\"line\":([0-9]+),.*", "$1") : field(line, "id");
      String what = failed && codes.contains(code) ? code : failed ? "" : status;
      results.put(name, what.matches(statuses) ? as : what);
    }
    assertEquals(results.size(), printed.lines().count());
    return results;
  }

  private static String field(String line, String name) {
    return line.contains("\"" + name + "\":\"")
        ? line.replaceAll(".*?\"" + name + "\":\"([^\"]*)\".*", "$1")
        : "";
  }

  private static Set<String> expectedFiles(int lines) {
    return IntStream.rangeClosed(1, lines)
        .filter(line -> !isFaulty(line) || fault(line).ordinal() >= Fault.FOLDER.ordinal())
        .mapToObj(line -> "vm" + line + ".xml")
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("out"))) {
      return all.map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private void assertOpen(int lines) {
    List<String> check =
        new ArrayList<>(List.of("protector", "check", "--quiet", "--guardian", "datacenter-hgs"));
    IntStream.rangeClosed(1, lines)
        .filter(line -> !isFaulty(line))
        .forEach(line -> check.add("out/vm" + line + ".xml"));
    Run run = place.run(check.toArray(String[]::new));
    assertEquals(0, run.exit(), run.err());
    assertEquals(
        check.size() - 5,
        Collections.frequency(
            run.out().lines().map(line -> line.contains(": valid, sealed by the owner")).toList(),
            true));
  }
}
