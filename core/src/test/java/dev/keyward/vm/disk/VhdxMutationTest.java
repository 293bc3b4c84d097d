package dev.keyward.vm.disk;

import dev.keyward.KeywardException;
import dev.keyward.vm.disk.digest.DiskDigest;
import dev.keyward.vm.disk.digest.Hashing;
import dev.keyward.vm.disk.partition.PartitionTable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is changed in a file, it opens or is refused with a declared error. */
class VhdxMutationTest {

  private static final int MIB = TestVhdx.MIB;

  /** Where anything is written in the first 4 MiB, and how many bytes. */
  private static final int[][] PLACES = {
    {0, 16},
    {TestVhdx.HEADERS[0], 80},
    {TestVhdx.HEADERS[1], 80},
    {TestVhdx.REGION_TABLES[0], 80},
    {TestVhdx.REGION_TABLES[1], 80},
    {TestVhdx.METADATA, 192},
    {TestVhdx.METADATA + TestVhdx.ITEMS, 40},
    {TestVhdx.BAT, 48},
  };

  @TempDir Path folder;
  private final TestVhdx vhdx =
      new TestVhdx(6 * MIB - 512, MIB, 512).block(4, new byte[1]).block(1, new byte[1]).seal();
  private final byte[] image = vhdx.image.array();

  private void open(Path file) throws IOException {
    try (VirtualDisk disk = Opening.open(file)) {
      // A mutation may make the disk larger; what it holds stays as small as the file.
      DiskDigest.of(disk, Hashing.quietly(1));
      PartitionTable.read(disk);
    } catch (KeywardException e) {
      e.fault().message();
    }
  }

  /** Writes only what is in the places, into the file that is there. */
  private void rewrite(Path file) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      for (int[] place : PLACES) {
        out.seek(place[0]);
        out.write(image, place[0], place[1]);
      }
    }
  }

  private void mutate(Path file, int at, int bit, boolean sealed) throws IOException {
    flip(at, bit, sealed);
    if (sealed) {
      vhdx.seal();
    }
    rewrite(file);
    open(file);
    flip(at, bit, sealed);
    vhdx.seal();
  }

  private void flip(int at, int bit, boolean both) {
    int twin = twin(at);
    image[at] ^= (byte) (1 << bit);
    if (both && twin != at) {
      image[twin] ^= (byte) (1 << bit);
    }
  }

  /** The same place in the other copy of a header or region table. */
  private static int twin(int at) {
    int copy = at / (64 << 10);
    return copy == 1 || copy == 3 ? at + (64 << 10) : at;
  }

  /** Two bytes of each eight: the one is changed as it is, the other with its copy and checksum. */
  @Test
  void opensOrRefusesBytesOfEachField() throws Exception {
    Path file = vhdx.write(folder.resolve("disk"));
    for (int[] place : PLACES) {
      for (int at = place[0]; at < place[0] + place[1]; at += 8) {
        mutate(file, at + at / 8 % 8, at / 8 % 8, false);
        mutate(file, at + 7 - at / 8 % 8, 7 - at / 8 % 8, true);
      }
    }
  }

  @Test
  @Tag("soak")
  void opensOrRefusesEachByteOfEachField() throws Exception {
    Path file = vhdx.write(folder.resolve("disk"));
    for (int[] place : PLACES) {
      for (int at = place[0]; at < place[0] + place[1]; at++) {
        mutate(file, at, at % 8, false);
        mutate(file, at, 7 - at % 8, true);
      }
    }
  }

  @Test
  void opensOrRefusesSomeFlippedBits() throws Exception {
    flip(50, 1);
  }

  @Test
  @Tag("soak")
  void opensOrRefusesFiftyThousandFlippedBits() throws Exception {
    flip(50_000, 2);
  }

  private void flip(int times, int seed) throws Exception {
    Path file = vhdx.write(folder.resolve("disk"));
    Random random = new Random(seed);
    for (int i = 0; i < times; i++) {
      int[] place = PLACES[random.nextInt(PLACES.length)];
      mutate(file, place[0] + random.nextInt(place[1]), random.nextInt(8), i % 4 != 0);
    }
  }

  @Test
  void opensOrRefusesTheFileCutAnywhere() throws Exception {
    Path file = vhdx.write(folder.resolve("disk"));
    Random random = new Random(3);
    long length = vhdx.end();
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      while (length > 0) {
        length -= 1 + random.nextInt(60_000);
        out.setLength(Math.max(0, length));
        open(file);
      }
    }
  }
}
