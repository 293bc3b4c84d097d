package dev.keyward.vm.disk.partition;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.vm.disk.Guids;
import dev.keyward.vm.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32;

/** Reads the partition table of one disk. */
final class Gpt {

  private static final int MBR_SIZE = 512;
  private static final int LARGE_SECTOR = 4096;
  private static final int MBR_ENTRIES = 446;
  private static final int MBR_ENTRY_SIZE = 16;
  private static final int MBR_TYPE = 4;
  private static final int MBR_MARK = 510;
  private static final byte PROTECTIVE = (byte) 0xee;

  private final VirtualDisk disk;
  private final GptHeader header;

  private Gpt(VirtualDisk disk, GptHeader header) {
    this.disk = disk;
    this.header = header;
  }

  static PartitionTable read(VirtualDisk disk) throws KeywardException, IOException {
    List<Integer> sizes = disk.sectorSizes();
    if (disk.length() < MBR_SIZE || !isProtective(bytes(disk, 0, MBR_SIZE))) {
      return new PartitionTable(
          List.of(), sizes.size() == 1 ? OptionalInt.of(sizes.get(0)) : OptionalInt.empty());
    }
    for (int sector : sizes) {
      Optional<GptHeader> header = GptHeader.find(disk, sector);
      if (header.isPresent()) {
        return new PartitionTable(
            new Gpt(disk, header.orElseThrow()).partitions(), OptionalInt.of(sector));
      }
    }
    refuseOtherSectors(disk, sizes);
    throw malformed(
        disk, "header", "a protective master boot record without a GPT header", "a header");
  }

  /** A table of 4K sectors in a container of 512-byte sectors, or the other way round. */
  private static void refuseOtherSectors(VirtualDisk disk, List<Integer> sizes)
      throws KeywardException, IOException {
    OptionalInt written = writtenSectorSize(disk);
    if (written.isPresent()) {
      int size = written.getAsInt();
      MalformedInputException e =
          malformed(
              disk,
              "sector-size",
              "a table in sectors of " + size + " bytes",
              "one in sectors of " + sizes.get(0) + " bytes, as the disk has");
      throw new MalformedInputException(
          e.fault()
              .withHint(
                  "no machine finds partitions here; use the raw disk, or a VHDX with sectors of "
                      + size
                      + " bytes (New-VHD -LogicalSectorSizeBytes "
                      + size
                      + ")"));
    }
  }

  /** The sector size at which the disk has a header; the container may say another size. */
  static OptionalInt writtenSectorSize(VirtualDisk disk) throws KeywardException, IOException {
    for (int sector : List.of(MBR_SIZE, LARGE_SECTOR)) {
      if (GptHeader.begins(disk, sector)) {
        return OptionalInt.of(sector);
      }
    }
    return OptionalInt.empty();
  }

  private static boolean isProtective(ByteBuffer sector) {
    boolean marked = sector.getShort(MBR_MARK) == (short) 0xaa55;
    boolean protective = false;
    for (int i = 0; i < 4; i++) {
      protective |= sector.get(MBR_ENTRIES + i * MBR_ENTRY_SIZE + MBR_TYPE) == PROTECTIVE;
    }
    return marked && protective;
  }

  private List<Partition> partitions() throws KeywardException, IOException {
    int entrySize = header.entrySize();
    ByteBuffer entries = bytes(disk, header.entriesStart(), header.entryCount() * entrySize);
    CRC32 crc = new CRC32();
    crc.update(entries.duplicate());
    if ((int) crc.getValue() != header.entriesCrc()) {
      throw malformed(
          disk, "entries-crc", "partition entries with a wrong checksum", "them as written");
    }
    List<Partition> found = new ArrayList<>();
    for (int i = 0; i < header.entryCount(); i++) {
      ByteBuffer entry = entries.slice(i * entrySize, entrySize).order(ByteOrder.LITTLE_ENDIAN);
      if (!Guids.at(entry, 0).equals(Guids.NONE)) {
        found.add(header.partition(disk, i + 1, entry));
      }
    }
    requireApart(found);
    return found;
  }

  private void requireApart(List<Partition> found) throws MalformedInputException {
    List<Partition> inPlace = new ArrayList<>(found);
    inPlace.sort(Comparator.comparingLong(Partition::start));
    for (int i = 1; i < inPlace.size(); i++) {
      Partition left = inPlace.get(i - 1);
      Partition right = inPlace.get(i);
      if (left.range().touches(right.range())) {
        throw malformed(
            disk,
            "overlap",
            "partitions " + left.number() + " and " + right.number() + " share bytes",
            "partitions apart");
      }
    }
  }

  /** A part of the content that was checked to be there. */
  static ByteBuffer bytes(VirtualDisk disk, long start, int length)
      throws KeywardException, IOException {
    return ByteBuffer.wrap(disk.keep(start, length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  static MalformedInputException malformed(
      VirtualDisk disk, String what, String found, String expected) {
    Fault fault = Fault.of("gpt-" + what, "partition table", found, expected);
    return new MalformedInputException(disk.where().isEmpty() ? fault : fault.within(disk.where()));
  }
}
