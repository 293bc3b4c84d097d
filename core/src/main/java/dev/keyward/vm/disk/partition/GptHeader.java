package dev.keyward.vm.disk.partition;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.vm.disk.ByteRange;
import dev.keyward.vm.disk.Guids;
import dev.keyward.vm.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The primary header of a GPT (UEFI 2.10, 5.3.2), checked against its checksum, the disk and
 * itself.
 *
 * @param sector bytes of a sector
 * @param usable the sectors partitions may take: the first, and how many
 * @param entriesStart the first byte of the partition entries
 * @param entryCount entries, used or not
 * @param entrySize bytes, 128 times a power of two
 * @param entriesCrc the checksum of the entries
 */
record GptHeader(
    int sector,
    ByteRange usable,
    long entriesStart,
    int entryCount,
    int entrySize,
    int entriesCrc) {

  private static final long SIGNATURE = 0x5452415020494645L; // "EFI PART"
  private static final int REVISION = 0x00010000;
  private static final int LEAST_SIZE = 92;
  private static final int CHECKSUM = 16;
  private static final int ENTRY_SIZE = 128;
  private static final int MOST_ENTRY_BYTES = 1 << 20;
  private static final int NAME = 56;
  private static final int NAME_SIZE = 72;

  /** The header in the second sector, where one begins there. */
  static Optional<GptHeader> find(VirtualDisk disk, int sector)
      throws KeywardException, IOException {
    if (!begins(disk, sector)) {
      return Optional.empty();
    }
    ByteBuffer bytes = Gpt.bytes(disk, sector, sector);
    requireChecksum(disk, bytes);
    return Optional.of(parse(disk, sector, bytes));
  }

  /** Whether the second sector, of so many bytes, begins like a header. */
  static boolean begins(VirtualDisk disk, int sector) throws KeywardException, IOException {
    return disk.length() >= 2L * sector
        && Gpt.bytes(disk, sector, Long.BYTES).getLong(0) == SIGNATURE;
  }

  private static void requireChecksum(VirtualDisk disk, ByteBuffer bytes)
      throws MalformedInputException {
    long size = Integer.toUnsignedLong(bytes.getInt(12));
    if (bytes.getInt(8) != REVISION || size < LEAST_SIZE || size > bytes.capacity()) {
      throw Gpt.malformed(
          disk,
          "header-fields",
          "another revision or a header of " + size + " bytes",
          "revision 1");
    }
    CRC32 crc = new CRC32();
    crc.update(bytes.slice(0, CHECKSUM));
    crc.update(new byte[Integer.BYTES]);
    int rest = CHECKSUM + Integer.BYTES;
    crc.update(bytes.slice(rest, (int) size - rest));
    if ((int) crc.getValue() != bytes.getInt(CHECKSUM)) {
      throw Gpt.malformed(disk, "header-crc", "a header with a wrong checksum", "it as written");
    }
  }

  private static GptHeader parse(VirtualDisk disk, int sector, ByteBuffer bytes)
      throws MalformedInputException {
    long sectors = disk.length() / sector;
    long first = bytes.getLong(40);
    long last = bytes.getLong(48);
    if (bytes.getLong(24) != 1 || first < 2 || last < first || last >= sectors) {
      throw Gpt.malformed(
          disk,
          "header-fields",
          "usable sectors " + first + " to " + last,
          "sectors of a disk of " + sectors + ", in a header that names its own place");
    }
    long entries = bytes.getLong(72);
    long count = Integer.toUnsignedLong(bytes.getInt(80));
    long size = Integer.toUnsignedLong(bytes.getInt(84));
    boolean shaped = size >= ENTRY_SIZE && size <= MOST_ENTRY_BYTES && Long.bitCount(size) == 1;
    if (!shaped || count == 0 || count > MOST_ENTRY_BYTES / size) {
      throw Gpt.malformed(
          disk, "entries", count + " entries of " + size + " bytes", "at most 1 MiB of entries");
    }
    long bytesNeeded = count * size;
    if (entries < 2 || entries >= sectors || bytesNeeded > disk.length() - entries * sector) {
      throw Gpt.malformed(
          disk, "entries", "entries at sector " + entries, "a place within the disk");
    }
    return new GptHeader(
        sector,
        new ByteRange(first, last - first + 1),
        entries * sector,
        (int) count,
        (int) size,
        bytes.getInt(88));
  }

  /** A used entry. */
  Partition partition(VirtualDisk disk, int number, ByteBuffer entry)
      throws MalformedInputException {
    long first = entry.getLong(32);
    long last = entry.getLong(40);
    if (first < usable.start() || last < first || last >= usable.end()) {
      throw Gpt.malformed(
          disk,
          "partition",
          "partition " + number + " in sectors " + first + " to " + last,
          "usable sectors, " + usable.start() + " to " + (usable.end() - 1));
    }
    byte[] name = new byte[NAME_SIZE];
    entry.get(NAME, name);
    String text = new String(name, UTF_16LE);
    int end = text.indexOf('\0');
    return new Partition(
        number,
        Guids.at(entry, 0),
        Guids.at(entry, 16),
        end < 0 ? text : text.substring(0, end),
        new ByteRange(first * sector, (last - first + 1) * sector));
  }
}
