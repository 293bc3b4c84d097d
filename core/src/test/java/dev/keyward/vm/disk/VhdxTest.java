package dev.keyward.vm.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** VHDX files that are as they should be, and each way in which one can be not. */
class VhdxTest {

  private static final int MIB = TestVhdx.MIB;
  private static final int SIZE = 6 * MIB - 512;
  private static final int TABLE = TestVhdx.REGION_TABLES[0];
  private static final String OTHER_ID = "00000000-0000-4000-8000-000000000001";

  @TempDir Path folder;
  private final TestVhdx vhdx = new TestVhdx(SIZE, MIB, 512);

  private Path written() throws Exception {
    return vhdx.write(folder.resolve("disk"));
  }

  private void refused(String code) throws Exception {
    Opening.refused(code, vhdx.seal().write(folder.resolve("disk")));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(2).nextBytes(bytes);
    return bytes;
  }

  @Test
  void givesBlocksInTheirPlacesAndZerosBetween() throws Exception {
    byte[] block = random(MIB);
    vhdx.block(4, block).block(1, Arrays.copyOf(block, 100));
    byte[] expected = new byte[SIZE];
    System.arraycopy(block, 0, expected, 4 * MIB, MIB);
    System.arraycopy(block, 0, expected, MIB, 100);
    assertArrayEquals(expected, Opening.content(written()));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3})
  void takesBlocksOfStatesWithoutContentAsZeros(long state) throws Exception {
    vhdx.entry(1, 77L << 20 | state);
    assertArrayEquals(new byte[SIZE], Opening.content(written()));
  }

  @Test
  void cutsTheLastBlockAtTheEndOfTheDisk() throws Exception {
    byte[] block = random(MIB);
    vhdx.block(5, block);
    byte[] content = Opening.content(written());
    assertArrayEquals(Arrays.copyOf(block, MIB - 512), Arrays.copyOfRange(content, 5 * MIB, SIZE));
  }

  @Test
  void passesOverTheEntriesOfSectorBitmaps() throws Exception {
    // 16 blocks of 256 MiB share a bitmap, so block 16 is described by entry 17.
    TestVhdx large = new TestVhdx(17L * 256 * MIB, 256L * MIB, 512);
    byte[] start = random(100);
    Path file = large.block(16, start).write(folder.resolve("disk"));
    try (VirtualDisk disk = Opening.open(file)) {
      byte[] read = new byte[100];
      disk.read(16L * 256 * MIB, read, 100);
      assertArrayEquals(start, read);
      assertEquals(16L * 256 * MIB, disk.nextData(0, disk.length()));
    }
  }

  @Test
  void saysWhetherItIsFixed() throws Exception {
    try (VirtualDisk disk = Opening.open(written())) {
      assertEquals(DiskFormat.VHDX_DYNAMIC, disk.format());
    }
    vhdx.image.putInt(TestVhdx.METADATA + TestVhdx.ITEMS + 4, 1);
    try (VirtualDisk disk = Opening.open(written())) {
      assertEquals(DiskFormat.VHDX_FIXED, disk.format());
    }
  }

  @Test
  void findsNoDataInADiskWithoutBlocks() throws Exception {
    try (VirtualDisk disk = Opening.open(written())) {
      assertEquals(SIZE, disk.nextData(0, SIZE));
      assertEquals(1000, disk.nextData(5, 1000));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void takesTheOtherHeaderWhenOneIsDamaged(int damaged) throws Exception {
    vhdx.image.put(TestVhdx.HEADERS[damaged] + 100, (byte) 1);
    assertEquals(SIZE, Opening.content(written()).length);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void takesTheOtherRegionTableWhenOneIsDamaged(int damaged) throws Exception {
    vhdx.image.put(TestVhdx.REGION_TABLES[damaged] + 100, (byte) 1);
    assertEquals(SIZE, Opening.content(written()).length);
  }

  @Test
  void believesTheNewerHeader() throws Exception {
    vhdx.image.putLong(TestVhdx.HEADERS[0] + 48, 1);
    vhdx.seal();
    assertEquals(SIZE, Opening.content(written()).length);
    vhdx.image.putLong(TestVhdx.HEADERS[0] + 8, -1);
    refused("vhdx-log");
  }

  @ParameterizedTest
  @ValueSource(ints = {520, 1024, 65_535})
  void refusesDataHiddenBehindTheIdentifier(int place) throws Exception {
    vhdx.image.put(place, (byte) 1);
    refused("vhdx-hidden-data");
  }

  @Test
  void refusesABootRecordInTheIdentifier() throws Exception {
    vhdx.image.putShort(510, (short) 0xaa55);
    refused("vhdx-hidden-data");
  }

  @Test
  void takesALongNameOfACreator() throws Exception {
    for (int i = 8; i < 520; i++) {
      vhdx.image.put(i, (byte) (i % 7));
    }
    assertEquals(SIZE, Opening.content(written()).length);
  }

  @Test
  void refusesTwoDamagedHeaders() throws Exception {
    vhdx.headers(at -> vhdx.image.put(at + 100, (byte) 1));
    Opening.refused("vhdx-header", written());
  }

  @Test
  void refusesTwoDifferentHeadersOfTheSameNumber() throws Exception {
    vhdx.headers(at -> vhdx.image.putLong(at + 8, 3).putLong(at + 16, at));
    refused("vhdx-headers-differ");
  }

  @ParameterizedTest
  @CsvSource({"66, 2", "66, 0", "64, 1"})
  void refusesAnotherVersion(int field, short version) throws Exception {
    vhdx.headers(at -> vhdx.image.putShort(at + field, version));
    refused("vhdx-version");
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 63})
  void refusesALogThatMustBeReplayed(int field) throws Exception {
    vhdx.headers(at -> vhdx.image.put(at + field, (byte) 1));
    refused("vhdx-log");
  }

  @Test
  void refusesTwoDamagedRegionTables() throws Exception {
    vhdx.regions(at -> vhdx.image.put(at + 100, (byte) 1));
    Opening.refused("vhdx-region-table", written());
  }

  @Test
  void refusesTwoDifferentRegionTables() throws Exception {
    vhdx.image.put(TestVhdx.REGION_TABLES[1] + 1000, (byte) 1);
    refused("vhdx-regions-differ");
  }

  @ParameterizedTest
  @ValueSource(ints = {2048, -1, Integer.MIN_VALUE})
  void refusesTooManyRegions(int count) throws Exception {
    vhdx.regions(at -> vhdx.image.putInt(at + 8, count));
    refused("vhdx-region-count");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void refusesAMissingRegion(int count) throws Exception {
    vhdx.regions(at -> vhdx.image.putInt(at + 8, count));
    refused("vhdx-region-missing");
  }

  @Test
  void refusesARegionTwice() throws Exception {
    byte[] id = Arrays.copyOfRange(vhdx.image.array(), TABLE + 16, TABLE + 32);
    vhdx.block(0, new byte[1]);
    vhdx.regions(
        at -> {
          vhdx.region(at + 80, OTHER_ID, vhdx.end() - MIB, MIB);
          vhdx.image.put(at + 80, id).putInt(at + 8, 3);
        });
    refused("vhdx-region-repeated");
  }

  @Test
  void refusesAnUnknownRequiredRegion() throws Exception {
    vhdx.block(0, new byte[1]).entry(0, 0);
    vhdx.regions(
        at -> {
          vhdx.region(at + 80, OTHER_ID, vhdx.end() - MIB, MIB);
          vhdx.image.putInt(at + 8, 3);
        });
    refused("vhdx-unknown-region");
  }

  @Test
  void passesOverAnUnknownRegionThatNobodyNeeds() throws Exception {
    vhdx.block(0, new byte[1]).entry(0, 0);
    vhdx.regions(
        at -> {
          vhdx.region(at + 80, OTHER_ID, vhdx.end() - MIB, MIB);
          vhdx.image.putInt(at + 8, 3).putInt(at + 108, 0);
        });
    vhdx.seal();
    assertEquals(SIZE, Opening.content(written()).length);
  }

  @ParameterizedTest
  @CsvSource({
    "3145729, 1048576",
    "3145728, 1048577",
    "3145728, 0",
    "3145728, 4096",
    "-1, 1048576",
  })
  void refusesARegionOffTheMebibytes(long offset, int length) throws Exception {
    vhdx.regions(
        at ->
            vhdx.image
                .putLong(at + TestVhdx.BAT_REGION + 16, offset)
                .putInt(at + TestVhdx.BAT_REGION + 24, length));
    refused("vhdx-alignment");
  }

  @ParameterizedTest
  @CsvSource({
    "1099511627776, 1048576",
    "3145728, 1073741824",
    "3145728, -1048576",
    "-1048576, 1048576",
    "9223372036853727232, 1048576",
    "9223372036853727232, -1048576",
  })
  void refusesARegionOutsideTheFile(long offset, int length) throws Exception {
    vhdx.regions(
        at ->
            vhdx.image
                .putLong(at + TestVhdx.BAT_REGION + 16, offset)
                .putInt(at + TestVhdx.BAT_REGION + 24, length));
    refused("vhdx-out-of-file");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, MIB, 2 * MIB})
  void refusesARegionOverHeadersLogOrAnotherRegion(long offset) throws Exception {
    vhdx.regions(at -> vhdx.image.putLong(at + TestVhdx.BAT_REGION + 16, offset));
    refused("vhdx-overlap");
  }

  @Test
  void refusesALogOutsideTheFile() throws Exception {
    vhdx.headers(at -> vhdx.image.putLong(at + 72, 1L << 40));
    refused("vhdx-out-of-file");
  }

  @Test
  void refusesABrokenMetadataTable() throws Exception {
    vhdx.image.put(TestVhdx.METADATA, (byte) 0);
    refused("vhdx-metadata-table");
  }

  @ParameterizedTest
  @ValueSource(shorts = {2048, -1})
  void refusesTooManyItems(short count) throws Exception {
    vhdx.image.putShort(TestVhdx.METADATA + 10, count);
    refused("vhdx-metadata-table");
  }

  @ParameterizedTest
  @ValueSource(shorts = {0, 1, 2})
  void refusesAMissingItem(short count) throws Exception {
    vhdx.image.putShort(TestVhdx.METADATA + 10, count);
    refused("vhdx-metadata-missing");
  }

  @ParameterizedTest
  @CsvSource({"0, 8", "65535, 8", "1048569, 8", "-1, 8", "65536, 7", "65536, 16", "65536, -1"})
  void refusesAnItemElsewhereOrOfAnotherLength(int offset, int length) throws Exception {
    int at = TestVhdx.METADATA + TestVhdx.PARAMETERS;
    vhdx.image.putInt(at + 16, offset).putInt(at + 20, length);
    refused("vhdx-metadata-item");
  }

  @Test
  void refusesAnItemTwice() throws Exception {
    vhdx.item(TestVhdx.DISK_ID, "2fa54224-cd1b-4876-b211-5dbed83bf4b8", 8, 8);
    refused("vhdx-metadata-repeated");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void refusesAnUnknownRequiredItemOfTheSystemOrAUser(int flags) throws Exception {
    vhdx.item(TestVhdx.DISK_ID, OTHER_ID, 24, 16);
    vhdx.image.putInt(TestVhdx.METADATA + TestVhdx.DISK_ID + 24, flags);
    refused("vhdx-unknown-metadata");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void passesOverAnUnknownItemThatNobodyNeeds(int flags) throws Exception {
    vhdx.item(TestVhdx.DISK_ID, OTHER_ID, 24, 16);
    vhdx.image.putInt(TestVhdx.METADATA + TestVhdx.DISK_ID + 24, flags);
    assertEquals(SIZE, Opening.content(written()).length);
  }

  @Test
  void refusesADifferencingDisk() throws Exception {
    vhdx.image.putInt(TestVhdx.METADATA + TestVhdx.ITEMS + 4, 2);
    refused("vhdx-differencing");
  }

  @Test
  void refusesADiskThatNamesAParent() throws Exception {
    vhdx.item(TestVhdx.DISK_ID, "a8d35f2d-b30b-454d-abf7-d3d84834ab0c", 24, 16);
    refused("vhdx-differencing");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1 << 19, (1 << 20) + 1, 3 << 20, 1 << 29, 1 << 31, -1})
  void refusesAnotherBlockSize(int size) throws Exception {
    vhdx.image.putInt(TestVhdx.METADATA + TestVhdx.ITEMS, size);
    refused("vhdx-block-size");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1024, 520, -512, Integer.MIN_VALUE})
  void refusesAnotherSectorSize(int size) throws Exception {
    vhdx.image.putInt(TestVhdx.METADATA + TestVhdx.ITEMS + 16, size);
    refused("vhdx-sector-size");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 513, -512, Long.MIN_VALUE, (64L << 40) + 512, Long.MAX_VALUE - 511})
  void refusesAnotherVirtualSize(long size) throws Exception {
    vhdx.image.putLong(TestVhdx.METADATA + TestVhdx.ITEMS + 8, size);
    refused("vhdx-virtual-size");
  }

  @ParameterizedTest
  @ValueSource(longs = {64L << 40, 128L << 30})
  void refusesATableTooShortForTheDisk(long size) throws Exception {
    vhdx.image.putLong(TestVhdx.METADATA + TestVhdx.ITEMS + 8, size);
    refused("vhdx-bat-size");
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 7})
  void refusesABlockInAStateThatIsNotForSuchDisks(long state) throws Exception {
    vhdx.block(1, new byte[1]).entry(1, 4L * MIB | state);
    refused("vhdx-block-state");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 5L << 20, 1L << 40, Long.MIN_VALUE, 0x7ffffffffff00000L})
  void refusesABlockOutsideTheFile(long offset) throws Exception {
    vhdx.block(1, new byte[1]).entry(1, offset | 6);
    refused("vhdx-block-place");
  }

  @Test
  void refusesTwoBlocksInOnePlace() throws Exception {
    vhdx.block(1, new byte[1]).entry(3, 4L * MIB | 6);
    refused("vhdx-overlap");
  }

  @ParameterizedTest
  @ValueSource(longs = {MIB, 2 * MIB, 3 * MIB})
  void refusesABlockOverLogMetadataOrTable(long offset) throws Exception {
    vhdx.entry(0, offset | 6);
    refused("vhdx-overlap");
  }

  @ParameterizedTest
  @CsvSource({
    "4194304, vhdx-block-place",
    "3145728, vhdx-out-of-file",
    "2097159, vhdx-out-of-file",
    "1048576, vhdx-out-of-file",
    "200000, vhdx-out-of-file",
    "70000, disk-truncated",
    "65535, disk-truncated",
    "9, disk-truncated",
  })
  void refusesAFileThatWasCut(long length, String code) throws Exception {
    vhdx.block(1, new byte[1]);
    Path file = written();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
    Opening.refused(code, file);
  }
}
