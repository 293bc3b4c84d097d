package dev.keyward.vm.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.zip.CRC32C;

/**
 * A small VHDX that a test can break: headers and region tables in the first mebibyte, the log in
 * the second, metadata in the third, the block allocation table from the fourth, then blocks.
 */
public final class TestVhdx {

  static final int MIB = 1 << 20;
  static final int[] HEADERS = {64 << 10, 128 << 10};
  static final int[] REGION_TABLES = {192 << 10, 256 << 10};
  static final int LOG = MIB;
  static final int METADATA = 2 * MIB;
  static final int BAT = 3 * MIB;

  /** Where the entries of the region tables begin in them: first the allocation table's. */
  static final int BAT_REGION = 16;

  static final int METADATA_REGION = 48;

  /** Where the entries of the metadata table begin in it, and the items. */
  static final int PARAMETERS = 32;

  static final int SIZE = 64;
  static final int SECTOR = 96;
  static final int PHYSICAL_SECTOR = 128;
  static final int DISK_ID = 160;
  static final int ITEMS = 64 << 10;

  private static final int SEALED_HEADER = 4 << 10;
  private static final int SEALED_TABLE = 64 << 10;

  private record Written(long position, byte[] content) {}

  /** The first 4 MiB of the file, little-endian. */
  final ByteBuffer image = ByteBuffer.allocate(4 * MIB).order(ByteOrder.LITTLE_ENDIAN);

  private final long blockSize;
  private final long chunkRatio;
  private final List<Written> written = new ArrayList<>();
  private long end;

  public TestVhdx(long size, long blockSize, int sector) {
    this.blockSize = blockSize;
    this.chunkRatio = (sector * (1L << 23)) / blockSize;
    long blocks = (size + blockSize - 1) / blockSize;
    long batBytes = (blocks + (blocks - 1) / chunkRatio) * 8;
    long batLength = (batBytes + MIB - 1) / MIB * MIB;
    end = BAT + batLength;
    image.put(0, "vhdxfile".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < 2; i++) {
      header(HEADERS[i], 7 + i);
      regionTable(REGION_TABLES[i], batLength);
    }
    metadata(size, sector);
    seal();
  }

  private void header(int at, long sequence) {
    image.put(at, "head".getBytes(StandardCharsets.US_ASCII));
    image.putLong(at + 8, sequence).putShort(at + 66, (short) 1);
    image.putInt(at + 68, MIB).putLong(at + 72, LOG);
  }

  private void regionTable(int at, long batLength) {
    image.put(at, "regi".getBytes(StandardCharsets.US_ASCII)).putInt(at + 8, 2);
    region(at + BAT_REGION, "2dc27766-f623-4200-9d64-115e9bfd4a08", BAT, (int) batLength);
    region(at + METADATA_REGION, "8b7ca206-4790-4b9a-b8fe-575f050f886e", METADATA, MIB);
  }

  void region(int at, String id, long offset, int length) {
    guid(at, id);
    image.putLong(at + 16, offset).putInt(at + 24, length).putInt(at + 28, 1);
  }

  private void metadata(long size, int sector) {
    image.put(METADATA, "metadata".getBytes(StandardCharsets.US_ASCII));
    image.putShort(METADATA + 10, (short) 5);
    item(PARAMETERS, "caa16737-fa36-4d43-b3b6-33f0aa44e76b", 0, 8);
    item(SIZE, "2fa54224-cd1b-4876-b211-5dbed83bf4b8", 8, 8);
    item(SECTOR, "8141bf1d-a96f-4709-ba47-f233a8faab5f", 16, 4);
    item(PHYSICAL_SECTOR, "cda348c7-445d-4471-9cc9-e9885251c556", 20, 4);
    item(DISK_ID, "beca12ab-b2e6-4523-93ef-c309e000c746", 24, 16);
    image.putInt(METADATA + ITEMS, (int) blockSize);
    image.putLong(METADATA + ITEMS + 8, size);
    image.putInt(METADATA + ITEMS + 16, sector).putInt(METADATA + ITEMS + 20, sector);
  }

  void item(int entry, String id, int offset, int length) {
    int at = METADATA + entry;
    guid(at, id);
    image.putInt(at + 16, ITEMS + offset).putInt(at + 20, length).putInt(at + 24, 4);
  }

  private void guid(int at, String text) {
    UUID id = UUID.fromString(text);
    image.putInt(at, (int) (id.getMostSignificantBits() >>> 32));
    image.putShort(at + 4, (short) (id.getMostSignificantBits() >>> 16));
    image.putShort(at + 6, (short) id.getMostSignificantBits());
    image.putLong(at + 8, Long.reverseBytes(id.getLeastSignificantBits()));
  }

  /** Gives a block a place at the end of the file, with content at its beginning. */
  public TestVhdx block(long number, byte[] content) {
    written.add(new Written(end, content));
    entry(number, end | 6);
    end += blockSize;
    return this;
  }

  TestVhdx entry(long block, long value) {
    image.putLong(BAT + (int) (block + block / chunkRatio) * 8, value);
    return this;
  }

  /** Changes both headers. */
  TestVhdx headers(IntConsumer change) {
    return at(HEADERS, change);
  }

  /** Changes both region tables. */
  TestVhdx regions(IntConsumer change) {
    return at(REGION_TABLES, change);
  }

  private TestVhdx at(int[] places, IntConsumer change) {
    for (int each : places) {
      change.accept(each);
    }
    return this;
  }

  /** Makes the checksums right. */
  TestVhdx seal() {
    headers(at -> checksum(at, SEALED_HEADER));
    return regions(at -> checksum(at, SEALED_TABLE));
  }

  private void checksum(int at, int length) {
    image.putInt(at + 4, 0);
    CRC32C crc = new CRC32C();
    crc.update(image.array(), at, length);
    image.putInt(at + 4, (int) crc.getValue());
  }

  /** Bytes of the file. */
  long end() {
    return end;
  }

  /** Writes all as it is, without sealing; what was not set is a hole. */
  public Path write(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.write(image.duplicate().rewind(), 0);
      for (Written each : written) {
        channel.write(ByteBuffer.wrap(each.content()), each.position());
      }
      if (channel.size() < end) {
        channel.write(ByteBuffer.wrap(new byte[1]), end - 1);
      }
    }
    return file;
  }
}
