package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Audits of the files that a list names, and compressed shards. */
class FilesFromTest {

  private static final List<String> FILES =
      List.of("protectors/app-vm.framed", "protectors/export.json", "protectors/hgs-vm.xml");
  private static final String[] AUDIT = {
    "--store", "none", "audit", "--now", "2026-11-23T00:00:00Z", "--files-from"
  };

  @TempDir private Path folder;
  private Playground playground;

  @BeforeEach
  void copyTheFixtures() throws IOException {
    playground = Playground.in(folder.resolve("play"));
    list("list", String.join("\n", FILES) + "\n");
  }

  private void list(String name, String content) throws IOException {
    Files.writeString(playground.path(name), content);
  }

  private Run audit(String... more) {
    String[] words = Arrays.copyOf(AUDIT, AUDIT.length + more.length);
    System.arraycopy(more, 0, words, AUDIT.length, more.length);
    return playground.run(words);
  }

  private Run merge(String... shards) {
    String[] words = Arrays.copyOf(new String[] {"audit", "merge"}, 2 + shards.length);
    System.arraycopy(shards, 0, words, 2, shards.length);
    return playground.run(words);
  }

  @Test
  void linesOfWindowsEmptyLinesAndNulsNameTheSameFiles() throws IOException {
    Run one = audit("list");
    assertTrue(one.out().startsWith("4 protectors: 4 valid"), one.out() + one.err());
    list("list", "\r\n" + String.join("\r\n\r\n", FILES));
    assertEquals(one.out(), audit("list").out());
    list("list", String.join("\0", FILES) + "\0");
    assertEquals(one.out(), audit("list").out());
    Run piped =
        playground
            .setting()
            .stdin(String.join("\0", FILES).getBytes(StandardCharsets.UTF_8))
            .run("--store", "none", "audit", "--now", "2026-11-23T00:00:00Z", "--files-from", "-");
    assertEquals(one.out().replace("read list:", "read stdin:"), piped.out());
  }

  @Test
  void aListedFolderAndAMissingFileAreFindings() throws IOException {
    list("list", "protectors\nnowhere.xml\n");
    Run run = audit("list");
    assertEquals(5, run.exit());
    assertTrue(run.out().contains("unreadable: a folder in a list of files"), run.out());
    assertTrue(run.out().contains("unreadable: no such file or folder"), run.out());
  }

  @Test
  void aShareOpensItsOwnFilesAndAnotherListIsRefused() throws IOException {
    String long7 = "protectors/long.json";
    String entry = Base64.getEncoder().encodeToString(playground.bytes("protectors/hgs-vm.xml"));
    try (OutputStream out = Files.newOutputStream(playground.path(long7))) {
      for (int number = 0; number < 3; number++) {
        String begin = number == 0 ? "[" : ",";
        String object = begin + "{\"Name\":\"v" + number + "\",\"KeyProtector\":\"" + entry + "\"}";
        out.write((object + "\n".repeat(2 << 20)).getBytes(StandardCharsets.UTF_8));
      }
      out.write(']');
    }
    list("list", String.join("\n", FILES) + "\n" + long7 + "\n");
    Run one = audit("list", "--report", "one.json");
    assertTrue(one.out().startsWith("7 protectors"), one.out());
    assertEquals(0, audit("list", "--shard", "1/2", "-o", "1.jsonl.gz").exit());
    assertEquals(0, audit("list", "--shard", "2/2", "-o", "2.jsonl").exit());
    Run merged = merge("2.jsonl", "1.jsonl.gz", "--report", "merged.json");
    assertEquals(one.out(), merged.out(), merged.err());
    assertEquals(
        new String(playground.bytes("one.json"), StandardCharsets.UTF_8),
        new String(playground.bytes("merged.json"), StandardCharsets.UTF_8));
    list("list", String.join("\n", FILES) + "\nprotectors/other.xml\n");
    assertEquals(0, audit("list", "--shard", "2/2", "-o", "2.jsonl", "--force").exit());
    Run refused = merge("2.jsonl", "1.jsonl.gz");
    assertEquals(3, refused.exit());
    assertTrue(refused.err().contains("than in 1.jsonl.gz: line"), refused.err());
  }

  @Test
  void aCompressedShardThatIsCutOffOrDamagedIsRefused() throws IOException {
    assertEquals(0, audit("list", "--shard", "1/1", "-o", "1.jsonl.gz").exit());
    byte[] whole = playground.bytes("1.jsonl.gz");
    byte[] damaged = whole.clone();
    // This byte is in the checksum at the end.
    damaged[whole.length - 6] ^= 1;
    for (byte[] broken : List.of(Arrays.copyOf(whole, whole.length - 20), damaged)) {
      Files.write(playground.path("broken.gz"), broken);
      Run run = merge("broken.gz");
      assertEquals(3, run.exit(), run.err());
      assertTrue(run.err().contains("a shard that is whole"), run.err());
    }
  }

  @Test
  void aShardThatUnpacksToMuchMoreThanItsSizeIsRefused() throws IOException {
    assertEquals(0, audit("list", "--shard", "1/1", "-o", "1.jsonl").exit());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      String shard = new String(playground.bytes("1.jsonl"), StandardCharsets.UTF_8);
      int first = shard.indexOf('\n') + 1;
      out.write(shard.substring(0, first).getBytes(StandardCharsets.UTF_8));
      // Certificates that are forgotten again and again would keep the reader busy without end.
      byte[] nothing = "{\"forget\":0}\n".repeat(4096).getBytes(StandardCharsets.UTF_8);
      for (int number = 0; number < 1_000; number++) {
        out.write(nothing);
      }
    }
    Files.write(playground.path("bomb.gz"), bytes.toByteArray());
    Run run = merge("bomb.gz");
    assertEquals(3, run.exit(), run.err());
    assertTrue(run.err().contains("too large when unpacked"), run.err());
  }
}
