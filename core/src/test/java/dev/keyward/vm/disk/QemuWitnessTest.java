package dev.keyward.vm.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.vm.disk.digest.DiskComparison;
import dev.keyward.vm.disk.digest.DiskDigest;
import dev.keyward.vm.disk.digest.Hashing;
import dev.keyward.vm.disk.partition.PartitionTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that qemu-img made of one raw disk. */
class QemuWitnessTest {

  private static final int MIB = 1 << 20;

  /** One raw disk for all tests, and what each conversion made of it, which no test changes. */
  @TempDir private static Path made;

  private static final Map<String, Path> CONVERTED = new HashMap<>();
  private static Path raw;
  private static TestGpt content;
  private static DiskDigest digest;

  @TempDir Path folder;

  /** Partitions, some random blocks, some zeros, and an end that is no whole block. */
  @BeforeAll
  static void makeRawDisk() throws Exception {
    content = new TestGpt(37 * MIB + 512 * 9, 512).partition(1, TestGpt.BASIC, 2048, 70_000);
    content.seal();
    byte[] block = new byte[MIB + 5000];
    Random random = new Random(5);
    for (int at : new int[] {2, 3, 9, 20, 34}) {
      random.nextBytes(block);
      content.disk.put(at * MIB + random.nextInt(MIB), block);
    }
    content.disk.put(content.disk.capacity() - 1, (byte) 1);
    CONVERTED.clear();
    raw = Files.write(made.resolve("raw"), content.disk.array());
    digest = Opening.digest(raw);
  }

  private static Path converted(String format, String options) throws Exception {
    Path known = CONVERTED.get(format + options);
    if (known != null) {
      return known;
    }
    Path file = made.resolve("converted" + CONVERTED.size());
    Witness.run(
        made,
        ("qemu-img convert -f raw -O " + format + " -o " + options + " " + raw + " " + file)
            .split(" "));
    CONVERTED.put(format + options, file);
    return file;
  }

  /** One that a test may change. */
  private Path copyOf(Path file) throws IOException {
    return Files.copy(file, folder.resolve("copy"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "vhdx subformat=dynamic,block_size=1M VHDX_DYNAMIC",
        "vhdx subformat=fixed VHDX_FIXED",
        "vpc subformat=fixed,force_size=on VHD_FIXED",
      })
  void givesTheSameRootAndContentInEveryFormat(String format, String options, DiskFormat expected)
      throws Exception {
    isTheSame(format, options, expected);
  }

  @ParameterizedTest
  @Tag("soak")
  @CsvSource(
      delimiter = ' ',
      value = {
        "vhdx subformat=dynamic VHDX_DYNAMIC",
        "vhdx subformat=dynamic,block_size=256M VHDX_DYNAMIC",
        "vhdx subformat=dynamic,block_state_zero=off VHDX_DYNAMIC",
        "vhdx subformat=fixed,block_size=1M,log_size=3M VHDX_FIXED",
      })
  void givesTheSameRootAndContentWithEveryOption(String format, String options, DiskFormat expected)
      throws Exception {
    isTheSame(format, options, expected);
  }

  private static void isTheSame(String format, String options, DiskFormat expected)
      throws Exception {
    Path file = converted(format, options);
    try (VirtualDisk disk = Opening.open(file)) {
      assertEquals(expected, disk.format());
      assertEquals(digest, DiskDigest.of(disk, Hashing.quietly(2)));
      assertEquals(1, PartitionTable.read(disk).partitions().size());
    }
    assertArrayEquals(content.disk.array(), Opening.content(file));
  }

  @Test
  void passesOverBlocksThatAConvertedDiskDoesNotHold() throws Exception {
    Path file = converted("vhdx", "subformat=dynamic,block_size=1M");
    try (VirtualDisk disk = Opening.open(file)) {
      assertEquals(9 * MIB, disk.nextData(5 * MIB, disk.length()));
      assertEquals(20 * MIB, disk.nextData(11 * MIB, disk.length()));
    }
  }

  @Test
  void readsADiskThatWasWrittenToAfterwards() throws Exception {
    Path file = copyOf(converted("vhdx", "subformat=dynamic,block_size=1M"));
    Witness.run(
        folder, "qemu-io", "-f", "vhdx", "-c", "write -P 7 6M 2M", "-c", "flush", file.toString());
    byte[] expected = content.disk.array().clone();
    Arrays.fill(expected, 6 * MIB, 8 * MIB, (byte) 7);
    assertArrayEquals(expected, Opening.content(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {"vpc subformat=dynamic vhd-dynamic", "qcow2 compat=1.1 disk-format"})
  void refusesOtherFormats(String format, String options, String code) throws Exception {
    Opening.refused(code, converted(format, options));
  }

  @ParameterizedTest
  @Tag("soak")
  @CsvSource(
      delimiter = ' ',
      value = {
        "vdi static=off",
        "vmdk subformat=monolithicSparse",
        "vmdk subformat=streamOptimized",
        "qed cluster_size=64k",
        "parallels cluster_size=1M",
      })
  void refusesRarerFormats(String format, String options) throws Exception {
    Opening.refused("disk-format", converted(format, options));
  }

  @Test
  void refusesAVhdWhoseSizeWasRoundedAsAnotherContent() throws Exception {
    DiskComparison comparison =
        DiskComparison.of(digest, Opening.digest(converted("vpc", "subformat=fixed")));
    assertEquals(List.of(), comparison.differing());
    assertEquals(false, comparison.same());
  }

  @Test
  void isReadByQemuAsWeReadIt() throws Exception {
    byte[] block = Arrays.copyOfRange(content.disk.array(), 2 * MIB, 3 * MIB);
    TestVhdx ours = new TestVhdx(6 * MIB, MIB, 512).block(4, block).block(2, block);
    Path file = ours.write(folder.resolve("ours"));
    Path back = folder.resolve("back");
    Witness.run(folder, ("qemu-img convert -f vhdx -O raw " + file + " " + back).split(" "));
    assertArrayEquals(Files.readAllBytes(back), Opening.content(file));
  }

  @Test
  void findsAChangedByteInAConvertedDisk() throws Exception {
    Path file = copyOf(converted("vpc", "subformat=fixed,force_size=on"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {99}), 12 * MIB + 77);
    }
    DiskComparison comparison = DiskComparison.of(digest, Opening.digest(file));
    assertEquals(List.of(new ByteRange(12 * MIB, MIB)), comparison.differing());
  }
}
