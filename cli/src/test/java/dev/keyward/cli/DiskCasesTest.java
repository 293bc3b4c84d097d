package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two disks of others: one in sectors of 4096 bytes, and one whose boot code changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiskCasesTest {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"), "inputs");
  private static final String SIGN =
      " --name d --version 1.0.0.0 --any-content --certificate keys/owner-signing.p12"
          + " --key-passphrase-file keys/passphrase.txt -o ";

  private static final byte[] ZEROS = new byte[1 << 16];

  private Path folder;
  private Playground place;

  @BeforeAll
  void copyTheStore(@TempDir Path made) {
    folder = made;
    place = Playground.in(folder);
  }

  /** Only what is not zero is written, so that the disk takes little space. */
  private void unpack(String name) throws IOException {
    try (InputStream packed = Files.newInputStream(FIXTURES.resolve(name + ".gz"));
        InputStream in = new GZIPInputStream(packed);
        RandomAccessFile out = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      byte[] block = in.readNBytes(ZEROS.length);
      long at = 0;
      while (block.length > 0) {
        if (!Arrays.equals(block, ZEROS)) {
          out.seek(at);
          out.write(block);
        }
        at += block.length;
        block = in.readNBytes(ZEROS.length);
      }
      out.setLength(at);
    }
  }

  private void convert(String from, String to) throws Exception {
    ProcessBuilder qemu =
        new ProcessBuilder("qemu-img", "convert", "-f", "raw", "-O", "vhdx", from, to)
            .directory(folder.toFile());
    try {
      assertEquals(0, qemu.inheritIO().start().waitFor());
    } catch (IOException e) {
      assumeTrue(false, "SKIPPED: no qemu-img to convert a disk");
    }
  }

  @Test
  void sectorsOf4096BytesAreNotLostInAContainerOf512() throws Exception {
    unpack("k.raw");
    convert("k.raw", "k.vhdx");
    assertEquals(0, place.typed("template sign k.raw" + SIGN + "k.vsc").exit());
    assertTrue(place.typed("template show k.vsc").out().contains("sectors     4096 bytes each"));
    Run container = place.typed("template sign k.vhdx" + SIGN + "k2.vsc");
    assertEquals(3, container.exit());
    assertTrue(
        container.err().contains("a table in sectors of 4096 bytes, expected one in sectors of"),
        container.err());
    assertTrue(container.err().contains("LogicalSectorSizeBytes 4096"), container.err());
    Run verified = place.typed("template verify k.vhdx k.vsc");
    assertEquals(1, verified.exit());
    assertTrue(
        verified.out().contains("its sectors have 512 bytes, expected 4096"), verified.out());
    assertTrue(place.typed("template find k.vhdx k.vsc").out().contains("another sector size"));
  }

  @Test
  void noPartitionIsBlamedForADifferenceThatLiesBesideItToo() throws Exception {
    unpack("p.raw");
    assertEquals(0, place.typed("template sign p.raw" + SIGN + "p.vsc").exit());
    try (RandomAccessFile disk = new RandomAccessFile(folder.resolve("p.raw").toFile(), "rw")) {
      disk.seek(100);
      disk.write('X');
    }
    Run verified = place.typed("template verify p.raw p.vsc");
    assertEquals(1, verified.exit());
    assertTrue(verified.out().contains("bytes 0 to 1048575\n"), verified.out());
    assertFalse(verified.out().contains("partition"), verified.out());
  }

  @Test
  void namesThatDifferByABlankAreToldApart() {
    List<String> words =
        new ArrayList<>(List.of(("template sign disks/small.img" + SIGN + "blank.vsc").split(" ")));
    words.set(words.indexOf("--name") + 1, "server ");
    Run signed = place.unlocked(words.toArray(String[]::new));
    assertEquals(0, signed.exit(), signed.err());
    Run match = place.typed("shielding-data match shielding/server.sdata blank.vsc");
    assertEquals(1, match.exit(), match.err());
    assertTrue(match.out().contains("differ at character 7: U+0020 and the end"), match.out());
  }
}
