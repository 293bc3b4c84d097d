package dev.keyward.vm.disk;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The region table (MS-VHDX 2.2.3): two copies of 64 KiB at 192 KiB and 256 KiB. Copies that are
 * both right and differ are refused, as two readers could see two disks.
 *
 * @param bat the block allocation table
 * @param metadata the metadata
 */
record VhdxRegions(Extent bat, Extent metadata) {

  private static final int SIZE = 64 << 10;
  private static final int SIGNATURE = 0x69676572; // "regi"
  private static final int ENTRY_COUNT = 8;
  private static final int ENTRIES = 16;
  private static final int ENTRY_SIZE = 32;
  private static final int MOST_ENTRIES = 2047;

  private static final UUID BAT = UUID.fromString("2dc27766-f623-4200-9d64-115e9bfd4a08");
  private static final UUID METADATA = UUID.fromString("8b7ca206-4790-4b9a-b8fe-575f050f886e");

  /** Reads the table and claims each region's place. */
  static VhdxRegions read(DiskFile file, ClaimedSpace space) throws KeywardException, IOException {
    ByteBuffer table = table(file);
    long count = Integer.toUnsignedLong(table.getInt(ENTRY_COUNT));
    if (count > MOST_ENTRIES) {
      throw new MalformedInputException(
          file.fault("vhdx-region-count", "region table", count + " regions", "at most 2047"));
    }
    Map<UUID, Extent> regions = new HashMap<>();
    for (int i = 0; i < count; i++) {
      int at = ENTRIES + i * ENTRY_SIZE;
      UUID id = Guids.at(table, at);
      boolean required = (table.getInt(at + 28) & 1) != 0;
      requireKnown(file, id, required);
      Extent region =
          new Extent(table.getLong(at + 16), Integer.toUnsignedLong(table.getInt(at + 24)));
      space.claim("region " + id, region.filePosition(), region.length());
      if (regions.put(id, region) != null) {
        throw new MalformedInputException(
            file.fault("vhdx-region-repeated", "region " + id, "a second one", "one of each"));
      }
    }
    return new VhdxRegions(find(file, regions, BAT), find(file, regions, METADATA));
  }

  private static ByteBuffer table(DiskFile file) throws KeywardException, IOException {
    Optional<ByteBuffer> one =
        VhdxChecksum.table(file.part("region table 1", 192 << 10, SIZE), SIGNATURE);
    Optional<ByteBuffer> two =
        VhdxChecksum.table(file.part("region table 2", 256 << 10, SIZE), SIGNATURE);
    if (one.isPresent() && two.isPresent() && !one.equals(two)) {
      throw new MalformedInputException(
          file.fault(
              "vhdx-regions-differ", "region tables", "two different ones", "two of the same"));
    }
    return one.or(() -> two)
        .orElseThrow(
            () ->
                new MalformedInputException(
                    file.fault(
                        "vhdx-region-table",
                        "region tables",
                        "no table with a right checksum",
                        "at least one of two")));
  }

  private static void requireKnown(DiskFile file, UUID id, boolean required)
      throws UnsupportedFormatException {
    if (required && !id.equals(BAT) && !id.equals(METADATA)) {
      throw new UnsupportedFormatException(
          file.fault(
              "vhdx-unknown-region", "region " + id, "a required region", "one of the known"));
    }
  }

  private static Extent find(DiskFile file, Map<UUID, Extent> regions, UUID id)
      throws MalformedInputException {
    Extent region = regions.get(id);
    if (region == null) {
      String name = id.equals(BAT) ? "block allocation table" : "metadata";
      throw new MalformedInputException(
          file.fault("vhdx-region-missing", "region table", "no " + name, "one"));
    }
    return region;
  }
}
