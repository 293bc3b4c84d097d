package dev.keyward.vm.disk.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.KeywardException;
import dev.keyward.vm.disk.ByteRange;
import dev.keyward.vm.disk.Guids;
import dev.keyward.vm.disk.Opening;
import dev.keyward.vm.disk.TestGpt;
import dev.keyward.vm.disk.TestVhdx;
import dev.keyward.vm.disk.VirtualDisk;
import dev.keyward.vm.disk.Witness;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Partition tables, whole and broken. */
class PartitionTableTest {

  private static final int SIZE = 1 << 20;

  @TempDir Path folder;
  private final TestGpt gpt =
      new TestGpt(SIZE, 512)
          .partition(1, TestGpt.EFI, 64, 127)
          .name(1, "EFI system partition")
          .partition(3, TestGpt.BASIC, 128, 2000)
          .name(3, "Windows \u2013 C")
          .seal();

  private List<Partition> read() throws Exception {
    return read(Files.write(folder.resolve("disk"), gpt.disk.array()));
  }

  private static List<Partition> read(Path file) throws Exception {
    try (VirtualDisk disk = Opening.open(file)) {
      return PartitionTable.read(disk).partitions();
    }
  }

  private void refused(String code) {
    KeywardException e = assertThrows(KeywardException.class, this::read);
    assertEquals(code, e.fault().code(), e.getMessage());
    assertEquals("disk: partition table", e.fault().where());
  }

  @Test
  void listsThePartitions() throws Exception {
    assertEquals(
        List.of(
            new Partition(
                1,
                TestGpt.EFI,
                TestGpt.unique(1),
                "EFI system partition",
                new ByteRange(32_768, 32_768)),
            new Partition(
                3,
                TestGpt.BASIC,
                TestGpt.unique(3),
                "Windows \u2013 C",
                new ByteRange(65_536, 958_976))),
        read());
  }

  @Test
  void readsDisksWithSectorsOf4096Bytes() throws Exception {
    TestGpt large = new TestGpt(SIZE, 4096).partition(2, TestGpt.BASIC, 50, 59).seal();
    Path raw = Files.write(folder.resolve("disk"), large.disk.array());
    ByteRange range = new ByteRange(204_800, 40_960);
    try (VirtualDisk disk = Opening.open(raw)) {
      assertEquals(range, PartitionTable.read(disk).partitions().get(0).range());
    }
    TestVhdx vhdx = new TestVhdx(SIZE, SIZE, 4096).block(0, large.disk.array());
    try (VirtualDisk disk = Opening.open(vhdx.write(folder.resolve("vhdx")))) {
      assertEquals(range, PartitionTable.read(disk).partitions().get(0).range());
    }
  }

  @Test
  void takesATableWithoutPartitions() throws Exception {
    gpt.partition(1, Guids.NONE, 64, 127).partition(3, Guids.NONE, 64, 127).seal();
    assertEquals(List.of(), read());
  }

  @ParameterizedTest
  @ValueSource(ints = {450, 510, 511})
  void givesNothingForADiskWithoutAProtectiveRecord(int zeroed) throws Exception {
    gpt.disk.put(zeroed, (byte) 0);
    assertEquals(List.of(), read());
  }

  @Test
  void givesNothingForADiskOfOneSector() throws Exception {
    Path file = Files.write(folder.resolve("disk"), new byte[512]);
    try (VirtualDisk disk = Opening.open(file)) {
      assertEquals(List.of(), PartitionTable.read(disk).partitions());
    }
  }

  @Test
  void refusesAProtectiveRecordAlone() {
    gpt.disk.put(gpt.header, (byte) 0);
    refused("gpt-header");
  }

  @Test
  void refusesAHeaderWithAWrongChecksum() {
    gpt.disk.put(gpt.header + 60, (byte) 7);
    refused("gpt-header-crc");
  }

  @ParameterizedTest
  @CsvSource({"8, 131072", "12, 91", "12, 513", "12, -1", "12, 0", "24, 2", "40, 1", "40, 2009"})
  @CsvSource({"48, 2048", "44, -1", "52, -1", "52, 1"})
  void refusesAHeaderWithWrongFields(int field, int value) {
    gpt.disk.putInt(gpt.header + field, value);
    gpt.sealHeader();
    refused("gpt-header-fields");
  }

  @ParameterizedTest
  @CsvSource({"80, 0", "80, -1", "80, 8193", "84, 0", "84, 64", "84, 129", "84, -2147483648"})
  @CsvSource({"84, 262144", "72, 0", "72, 1", "72, 2047", "72, -1", "76, 1", "76, -1"})
  void refusesEntriesThatCannotBe(int field, int value) {
    gpt.disk.putInt(gpt.header + field, value);
    gpt.sealHeader();
    refused("gpt-entries");
  }

  @Test
  void refusesEntriesWithAWrongChecksum() {
    gpt.disk.put(gpt.entry(8), (byte) 1);
    refused("gpt-entries-crc");
  }

  @ParameterizedTest
  @CsvSource({"39, 127", "64, 63", "64, 2009", "-1, 127", "64, -1", "64, 9223372036854775807"})
  void refusesAPartitionOutsideTheUsableSectors(long first, long last) {
    gpt.partition(1, TestGpt.EFI, first, last).seal();
    refused("gpt-partition");
  }

  @ParameterizedTest
  @CsvSource({"127, 128", "128, 2000", "500, 501", "2000, 2008"})
  void refusesPartitionsThatShareSectors(long first, long last) {
    gpt.partition(8, TestGpt.BASIC, first, last).seal();
    refused("gpt-overlap");
  }

  @Test
  void givesWhatTouchesARange() throws Exception {
    PartitionTable table = new PartitionTable(read());
    assertEquals(1, table.touching(new ByteRange(65_535, 1)).get(0).number());
    assertEquals(3, table.touching(new ByteRange(65_536, 1)).get(0).number());
    assertEquals(2, table.touching(new ByteRange(0, SIZE)).size());
    assertEquals(0, table.touching(new ByteRange(0, 32_768)).size());
  }

  @Test
  void aTableIsInSectorsOfTheSizeThatItWasReadWith() throws Exception {
    for (int sector : new int[] {512, 4096}) {
      TestGpt written = new TestGpt(SIZE, sector).partition(1, TestGpt.EFI, 64, 127).seal();
      Path file = Files.write(folder.resolve("disk"), written.disk.array());
      try (VirtualDisk disk = Opening.open(file)) {
        assertEquals(OptionalInt.of(sector), PartitionTable.read(disk).sectorSize());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"512, 4096", "4096, 512"})
  void aTableInOtherSectorsThanTheContainerHasIsNamed(int written, int container) throws Exception {
    TestGpt table = new TestGpt(SIZE, written).partition(1, TestGpt.EFI, 64, 127).seal();
    TestVhdx vhdx = new TestVhdx(SIZE, SIZE, container).block(0, table.disk.array());
    try (VirtualDisk disk = Opening.open(vhdx.write(folder.resolve("vhdx")))) {
      KeywardException e = assertThrows(KeywardException.class, () -> PartitionTable.read(disk));
      assertEquals("gpt-sector-size", e.fault().code());
      assertEquals("a table in sectors of " + written + " bytes", e.fault().found());
    }
  }

  @Test
  void readsOrRefusesWhateverIsChanged() throws Exception {
    change(7, 400);
  }

  @Test
  @Tag("soak")
  void readsOrRefusesWhateverIsChangedAnywhere() throws Exception {
    change(1, 2_000);
  }

  /** Bytes of the first sectors, each {@code step}, and then any byte of the table. */
  private void change(int step, int count) throws Exception {
    ByteBuffer whole = ByteBuffer.wrap(gpt.disk.array().clone());
    Path file = Files.write(folder.resolve("disk"), gpt.disk.array());
    Random random = new Random(4);
    int end = gpt.entry(9);
    for (int i = 0; i < count; i++) {
      int at = i * step < 1024 ? i * step : random.nextInt(end);
      gpt.disk.put(at, (byte) (gpt.disk.get(at) ^ 1 << random.nextInt(8)));
      if (i % 3 != 0) {
        gpt.seal();
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.write(gpt.disk.duplicate().position(0).limit(end));
        read(file);
      } catch (KeywardException e) {
        e.fault().message();
      }
      gpt.disk.put(0, whole.array());
    }
  }

  @Test
  void agreesWithPartx() throws Exception {
    Path file = Files.write(folder.resolve("disk"), gpt.disk.array());
    String seen =
        Witness.run(
            folder, "partx", "-g", "-r", "-o", "NR,START,SECTORS,TYPE,UUID,NAME", file.toString());
    StringBuilder ours = new StringBuilder();
    for (Partition each : read()) {
      ours.append(each.number()).append(' ').append(each.start() / 512).append(' ');
      ours.append(each.length() / 512).append(' ').append(each.typeId()).append(' ');
      ours.append(each.uniqueId()).append(' ').append(each.name().split(" ")[0]).append('\n');
    }
    // Spaces and what is not ASCII in names are escaped; the first word is neither.
    assertEquals(ours.toString(), seen.replaceAll("(?m)\\\\x.*$", ""));
  }
}
