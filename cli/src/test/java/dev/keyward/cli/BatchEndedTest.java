package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

/**
 * Batches that are ended half-way, and two at once. Each waits for a process of its own, so the
 * gate has one of them, and {@link BatchFaultsTest}.
 */
class BatchEndedTest {

  private static final String LINE =
      "{\"id\":\"vm%d\",\"owner\":\"central-it\",\"guardians\":[\"datacenter-hgs\"]}";
  private static final int MANY = 2000;
  private static final String BATCH = "protector create --batch batch.jsonl --out-dir out";

  @TempDir Path folder;
  private Playground place;

  @BeforeEach
  void copyTheStore() {
    place = Playground.in(folder);
  }

  @Test
  @Tag("soak")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
  void eachFileOfATerminatedBatchHasItsLine() throws Exception {
    write(150);
    Process held = held("vm10.xml");
    awaitFiles("vm100.xml");
    held.destroy();
    SlowDisk.letGo(folder);
    assertEquals(143, held.waitFor());
    String printed = Files.readString(folder.resolve("printed"));
    assertEquals(files(), written(printed));
    assertTrue(files().contains("vm100.xml"), printed);
    Run again = place.unlocked(BATCH.split(" "));
    assertEquals(0, again.exit(), again.err());
    assertEquals(150, files().size());
  }

  /** The state under its old key no longer opens: who ended the run has to know that. */
  @Test
  @Tag("soak")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
  void eachFileThatATerminatedBatchMadeAgainHasItsLine() throws Exception {
    write(20);
    place.unlocked(BATCH.split(" "));
    List<String> revoke =
        new ArrayList<>(
            List.of("protector", "revoke", "--guardian", "datacenter-hgs", "--in-place"));
    files().forEach(file -> revoke.add("out/" + file));
    assertEquals(0, place.unlocked(revoke.toArray(String[]::new)).exit());
    Process held =
        SlowDisk.unlocked(place, "vm10.xml", BATCH + " --remake")
            .redirectOutput(folder.resolve("printed").toFile())
            .redirectError(folder.resolve("said").toFile())
            .start();
    SlowDisk.awaitHeld(folder, held);
    held.destroy();
    SlowDisk.letGo(folder);
    assertEquals(143, held.waitFor());
    String printed = Files.readString(folder.resolve("printed"));
    assertEquals(grantedTo("datacenter-hgs"), written(printed));
    assertTrue(written(printed).contains("vm9.xml"), printed);
    String said = Files.readString(folder.resolve("said"));
    assertTrue(said.contains("under the old transport keys no longer opens"), said);
  }

  /** Far more lines than are begun together: after the loss no further ones are begun. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "an open folder cannot be moved")
  void aLostFolderEndsTheRunAndWhatWasInPlaceHasItsLine() throws Exception {
    List<String> lines = new ArrayList<>(Collections.nCopies(MANY, LINE.replace("%d", "0")));
    for (int i = 0; i < 3; i++) {
      lines.set(i, String.format(Locale.ROOT, LINE, i));
    }
    Files.write(folder.resolve("batch.jsonl"), lines);
    Run run = place.on(new LosingDisk(folder, "vm1.xml")).run(Playground.unlocking(BATCH));
    assertEquals(5, run.exit(), run.err());
    String printed = run.out();
    assertTrue(printed.lines().count() < MANY, "lines: " + printed.lines().count());
    assertEquals(Set.of("vm0.xml"), written(printed));
    assertTrue(Files.exists(folder.resolve("moved/vm0.xml")));
    assertEquals(List.of("written", "failed", "failed"), statuses(printed).subList(0, 3));
  }

  /** A disk whose folder {@code out} gets another name before a file in it gets its own. */
  private static final class LosingDisk extends WatchedDisk {

    private final Path folder;
    private final String file;

    LosingDisk(Path folder, String file) {
      super(folder.getFileSystem());
      this.folder = folder;
      this.file = file;
    }

    @Override
    void changing(Change change, Path path) throws IOException {
      if (change == Change.MOVE && path.getFileName().toString().equals(file)) {
        Files.move(folder.resolve("out"), folder.resolve("moved"));
      }
    }
  }

  @Test
  @Tag("soak")
  void theNextRunRemovesWhatAKilledOneLeft() throws Exception {
    write(5);
    Process held = held("vm3.xml");
    held.destroyForcibly();
    held.waitFor();
    // A folder, and the lock that names it.
    assertEquals(2, files().stream().filter(name -> name.startsWith(".keyward-")).count());
    assertEquals(0, place.unlocked(BATCH.split(" ")).exit());
    assertEquals(Set.of("vm0.xml", "vm1.xml", "vm2.xml", "vm3.xml", "vm4.xml"), files());
  }

  @Test
  @Tag("soak")
  void twoRunsAtOnceKeepEachOthersFiles() throws Exception {
    write(5);
    Process held = held("vm3.xml");
    Run beside = place.unlocked(BATCH.split(" "));
    assertEquals(0, beside.exit(), beside.err());
    assertEquals(List.of("kept", "kept", "kept", "written", "written"), statuses(beside.out()));
    SlowDisk.letGo(folder);
    assertEquals(0, held.waitFor());
    List<String> expected = List.of("written", "written", "written", "kept", "kept");
    assertEquals(expected, statuses(Files.readString(folder.resolve("printed"))));
    assertEquals(5, files().size());
  }

  private void write(int lines) throws IOException {
    Files.write(
        folder.resolve("batch.jsonl"),
        IntStream.range(0, lines)
            .mapToObj(number -> String.format(Locale.ROOT, LINE, number))
            .toList());
  }

  /** A run that waits before that file gets its name. */
  private Process held(String file) throws IOException {
    Process held =
        SlowDisk.unlocked(place, file, BATCH)
            .redirectOutput(folder.resolve("printed").toFile())
            .start();
    SlowDisk.awaitHeld(folder, held);
    return held;
  }

  private void awaitFiles(String last) {
    while (!Files.exists(folder.resolve("out").resolve(last))) {
      SlowDisk.rest();
    }
  }

  /** The files that were made again, since the others lack the guardian. */
  private Set<String> grantedTo(String guardian) throws IOException {
    return files().stream()
        .filter(file -> file.endsWith(".xml"))
        .filter(
            file ->
                place.run("protector", "check", "out/" + file, "--guardian", guardian).exit() == 0)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("out"))) {
      return all.map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Set<String> written(String printed) {
    return printed
        .lines()
        .filter(line -> line.contains("\"written\""))
        .map(line -> line.replaceAll(".*\"id\":\"(vm[0-9]+)\".*", "$1.xml"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> statuses(String printed) {
    return printed
        .lines()
        .map(line -> line.replaceAll(".*\"status\":\"([a-z]+)\".*", "$1"))
        .toList();
  }
}
