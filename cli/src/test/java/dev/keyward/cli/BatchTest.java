package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code protector create --batch}. */
class BatchTest {

  private static final String LINE =
      "{\"id\":\"%s\",\"owner\":\"central-it\",\"guardians\":[\"datacenter-hgs\"]}";

  @TempDir Path temp;
  private Playground here;

  @BeforeEach
  void copyTheFixtures() {
    here = Playground.in(temp.resolve("here"));
  }

  @Test
  void aRunThatWasCutOffIsResumedByProof() throws IOException {
    assertEquals(List.of("written", "written", "written"), statuses(batch(good())));
    byte[] first = here.bytes("out/vm1.xml");
    Files.delete(here.path("out/vm2.kp"));
    assertEquals(List.of("kept", "written", "kept"), statuses(batch(good())));
    assertArrayEquals(first, here.bytes("out/vm1.xml"));
  }

  @Test
  void aFileThatDiffersFailsItsLineAndIsLeftAlone() throws IOException {
    Files.createDirectory(here.path("out"));
    Files.copy(here.path("protectors/hgs-vm.xml"), here.path("out/a.xml"));
    Files.copy(here.path("protectors/app-vm.framed"), here.path("out/b.xml"));
    Files.copy(here.path("protectors/tampered.xml"), here.path("out/c.xml"));
    Files.copy(here.path("protectors/cut-off.xml"), here.path("out/d.xml"));
    Run run = batch(lines("a", "b", "c", "d", "e"));
    assertEquals(List.of("kept", "failed", "failed", "failed", "written"), statuses(run));
    assertEquals(3, run.exit());
    assertArrayEquals(here.bytes("protectors/tampered.xml"), here.bytes("out/c.xml"));
  }

  @Test
  void aFileThatWasCopiedToAnotherIdFailsBoth() throws IOException {
    batch(lines("a", "b"));
    Files.copy(here.path("out/a.xml"), here.path("out/c.xml"));
    Files.copy(here.path("out/a.xml"), here.path("out/d.xml"));
    Run run = batch(lines("a", "b", "c", "d"));
    assertEquals(List.of("kept", "kept", "failed", "failed", "failed"), statuses(run));
    assertEquals(3, run.exit());
    List<String> failed = run.out().lines().filter(line -> line.contains("\"failed\"")).toList();
    assertTrue(failed.get(0).startsWith("{\"id\":\"a\""), run.out());
    assertTrue(failed.get(1).contains("the same transport key as the one of a"), run.out());
    assertTrue(failed.get(2).startsWith("{\"id\":\"d\""), run.out());
  }

  @Test
  void anIdTwiceFailsItsLineWhateverTheCaseOfItsLetters() {
    Run run = batch(lines("a", "a", "A", "b"));
    assertEquals(List.of("written", "failed", "failed", "written"), statuses(run));
    assertEquals(3, run.exit());
    assertTrue(run.out().contains("repeated-id"), run.out());
  }

  @Test
  void idsThatAreNoNamesOfFilesAreRefused() throws IOException {
    Run run = batch(lines("../a", "a/b", "a\\\\b", "", ".a", "a\\u0000", "a:b", "good"));
    assertEquals(
        List.of("failed", "failed", "failed", "failed", "failed", "failed", "failed", "written"),
        statuses(run));
    try (var files = Files.list(here.path("out"))) {
      assertEquals(1, files.count());
    }
    assertTrue(run.out().contains("line 1: id"), run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aListWithAByteOrderMarkIsRead(String charset) throws IOException {
    Run run = batch(("\ufeff" + lines("a", "b").replace("\n", "\r\n")).getBytes(charset));
    assertEquals(List.of("written", "written"), statuses(run));
  }

  @Test
  void aLineThatIsTooLongFailsAlone() {
    Run run = batch(lines("a", "b".repeat(1 << 17), "c"));
    assertEquals(List.of("written", "failed", "written"), statuses(run));
    assertFalse(run.out().contains("bbbbb"));
  }

  @Test
  void badLinesFailAlone() {
    Run run =
        batch(
            String.join(
                "\n",
                "[]",
                "{",
                "{\"id\":\"a\"}",
                "{\"id\":1,\"owner\":\"central-it\",\"guardians\":[]}",
                "{\"id\":\"a\",\"id\":\"b\",\"owner\":\"central-it\",\"guardians\":[]}",
                "{\"id\":\"a\",\"owner\":\"central-it\",\"guardians\":[]} {}",
                "{\"id\":\"a\",\"owner\":\"central-it\",\"guardians\":[],\"encoding\":\"clixml\"}",
                "{\"id\":\"a\",\"owner\":\"nobody\",\"guardians\":[]}",
                "",
                String.format(Locale.ROOT, LINE, "good"),
                ""));
    assertEquals(9, statuses(run).size());
    assertEquals("written", statuses(run).get(8));
    assertEquals(1, statuses(run).stream().filter("written"::equals).count());
    assertEquals(3, run.exit());
    assertTrue(run.err().contains("batch: 8 failed, 1 written"), run.err());
  }

  @Test
  void bytesThatAreNoTextFailTheirLineAlone() {
    byte[] lines = lines("a", "b?", "c").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < lines.length; i++) {
      lines[i] = lines[i] == '?' ? (byte) 0xfc : lines[i];
    }
    Run run = batch(lines);
    assertEquals(List.of("written", "failed", "written"), statuses(run));
    assertTrue(run.out().contains("\"where\":\"line 2\""), run.out());
    assertTrue(run.out().contains("bytes that are not UTF-8"), run.out());
    assertEquals(3, run.exit());
  }

  @Test
  void aFolderInTheWayFailsItsLineAlone() throws IOException {
    Files.createDirectories(here.path("out/b.xml"));
    Run run = batch(lines("a", "b", "c"));
    assertEquals(List.of("written", "failed", "written"), statuses(run));
    assertTrue(run.out().contains("b.xml\",\"found\":\"a folder, expected a file\""), run.out());
    assertEquals(5, run.exit());
  }

  @Test
  void aFileForOthersSaysWhoLacksAccess() throws IOException {
    batch(lines("a").replace("datacenter-hgs", "branch-hgs"));
    Run run = batch(lines("a"));
    assertEquals(List.of("failed"), statuses(run));
    assertTrue(run.out().contains("no wrapping for datacenter-hgs"), run.out());
    assertTrue(run.out().contains("keyward protector renew"), run.out());
  }

  @Test
  void anEmptyBatchIsDone() {
    Run run = batch("");
    assertEquals(0, run.exit());
    assertEquals("keyward: batch: no lines\n", run.err());
  }

  @Test
  void moreLinesThanAGroupComeInOrder() {
    StringBuilder batch = new StringBuilder();
    for (int i = 0; i < 70; i++) {
      batch.append(String.format(Locale.ROOT, LINE, "vm" + i)).append('\n');
    }
    Run run = batch(batch.toString());
    assertEquals(0, run.exit(), run.err());
    List<String> lines = run.out().lines().toList();
    for (int i = 0; i < 70; i++) {
      assertTrue(lines.get(i).startsWith("{\"id\":\"vm" + i + "\","), lines.get(i));
    }
  }

  private static String lines(String... ids) {
    return List.of(ids).stream()
        .map(id -> String.format(Locale.ROOT, LINE, id))
        .collect(Collectors.joining("\n"));
  }

  private String good() {
    return new String(here.bytes("batch/good.jsonl"), StandardCharsets.UTF_8);
  }

  private Run batch(String lines) {
    return batch(lines.getBytes(StandardCharsets.UTF_8));
  }

  private Run batch(byte[] lines) {
    Run run =
        here.setting()
            .stdin(lines)
            .run(
                "--now",
                "2026-11-23T00:00:00Z",
                "--passphrase-file",
                "passphrase.txt",
                "protector",
                "create",
                "--batch",
                "-",
                "--out-dir",
                "out");
    run.out().lines().forEach(line -> JsonSchemas.check("protector-create-batch", line));
    return run;
  }

  private static List<String> statuses(Run run) {
    return run.out()
        .lines()
        .map(line -> line.replaceAll(".*\"status\":\"([a-z]+)\".*", "$1"))
        .toList();
  }
}
