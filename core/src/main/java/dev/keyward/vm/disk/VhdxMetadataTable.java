package dev.keyward.vm.disk;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The metadata table (MS-VHDX 2.6.1): 64 KiB at the beginning of its region. */
final class VhdxMetadataTable {

  static final UUID FILE_PARAMETERS = UUID.fromString("caa16737-fa36-4d43-b3b6-33f0aa44e76b");
  static final UUID VIRTUAL_DISK_SIZE = UUID.fromString("2fa54224-cd1b-4876-b211-5dbed83bf4b8");
  static final UUID LOGICAL_SECTOR_SIZE = UUID.fromString("8141bf1d-a96f-4709-ba47-f233a8faab5f");
  static final UUID PARENT_LOCATOR = UUID.fromString("a8d35f2d-b30b-454d-abf7-d3d84834ab0c");

  /** Known, and without meaning for the content: physical sector size and disk identifier. */
  private static final Set<UUID> PASSED_OVER =
      Set.of(
          UUID.fromString("cda348c7-445d-4471-9cc9-e9885251c556"),
          UUID.fromString("beca12ab-b2e6-4523-93ef-c309e000c746"));

  private static final Set<UUID> READ =
      Set.of(FILE_PARAMETERS, VIRTUAL_DISK_SIZE, LOGICAL_SECTOR_SIZE, PARENT_LOCATOR);

  private static final int SIZE = 64 << 10;
  private static final long SIGNATURE = 0x617461646174656dL; // "metadata"
  private static final int ENTRY_COUNT = 10;
  private static final int ENTRIES = 32;
  private static final int ENTRY_SIZE = 32;
  private static final int MOST_ENTRIES = 2047;
  private static final int IS_USER = 1;
  private static final int IS_REQUIRED = 4;

  private final DiskFile file;
  private final Extent region;
  private final Map<UUID, Extent> items = new HashMap<>();

  private VhdxMetadataTable(DiskFile file, Extent region) {
    this.file = file;
    this.region = region;
  }

  static VhdxMetadataTable read(DiskFile file, Extent region) throws KeywardException, IOException {
    ByteBuffer table =
        file.part("metadata table", region.filePosition(), SIZE).order(ByteOrder.LITTLE_ENDIAN);
    int count = Short.toUnsignedInt(table.getShort(ENTRY_COUNT));
    if (table.getLong(0) != SIGNATURE || count > MOST_ENTRIES) {
      throw new MalformedInputException(
          file.fault(
              "vhdx-metadata-table",
              "metadata table",
              "no such table, or one of " + count + " items",
              "its signature and at most 2047 items"));
    }
    VhdxMetadataTable result = new VhdxMetadataTable(file, region);
    for (int i = 0; i < count; i++) {
      result.add(table.slice(ENTRIES + i * ENTRY_SIZE, ENTRY_SIZE).order(ByteOrder.LITTLE_ENDIAN));
    }
    return result;
  }

  private void add(ByteBuffer entry) throws KeywardException {
    UUID id = Guids.at(entry, 0);
    int flags = entry.getInt(24);
    // The same identifier may name an item of ours and one of a user's.
    boolean known = (flags & IS_USER) == 0 && (READ.contains(id) || PASSED_OVER.contains(id));
    if (!known) {
      if ((flags & IS_REQUIRED) != 0) {
        throw new UnsupportedFormatException(
            file.fault("vhdx-unknown-metadata", place(id), "a required item", "one of the known"));
      }
      return;
    }
    long offset = Integer.toUnsignedLong(entry.getInt(16));
    long length = Integer.toUnsignedLong(entry.getInt(20));
    if (offset < SIZE || offset > region.length() - length) {
      throw new MalformedInputException(
          file.fault(
              "vhdx-metadata-item",
              place(id),
              length + " bytes at " + offset,
              "a place behind the table, within " + region.length() + " bytes"));
    }
    if (items.put(id, new Extent(region.filePosition() + offset, length)) != null) {
      throw new MalformedInputException(
          file.fault("vhdx-metadata-repeated", place(id), "a second one", "one of each"));
    }
  }

  boolean has(UUID id) {
    return items.containsKey(id);
  }

  /** A number of 4 or 8 bytes; the item has exactly that length. */
  long required(UUID id, int size) throws KeywardException, IOException {
    Extent item = items.get(id);
    if (item == null) {
      throw new MalformedInputException(
          file.fault("vhdx-metadata-missing", place(id), "no such item", "one"));
    }
    if (item.length() != size) {
      throw new MalformedInputException(
          file.fault("vhdx-metadata-item", place(id), item.length() + " bytes", size + " bytes"));
    }
    ByteBuffer value =
        file.part(place(id), item.filePosition(), size).order(ByteOrder.LITTLE_ENDIAN);
    return size == Long.BYTES ? value.getLong() : Integer.toUnsignedLong(value.getInt());
  }

  private static String place(UUID id) {
    return "metadata item " + id;
  }
}
