package dev.keyward.vm.disk.partition;

import dev.keyward.KeywardException;
import dev.keyward.vm.disk.ByteRange;
import dev.keyward.vm.disk.VirtualDisk;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * The partitions of a disk, in the order of their numbers.
 *
 * @param partitions at most 8192
 * @param sectorSize bytes of a logical sector, 512 or 4096: the one that the table is written in,
 *     or that a container without a table has; empty where nothing tells it. The same bytes are
 *     other partitions, or none, to a machine that has sectors of another size
 */
public record PartitionTable(List<Partition> partitions, OptionalInt sectorSize) {

  private static final UUID EFI_SYSTEM = UUID.fromString("c12a7328-f81f-11d2-ba4b-00a0c93ec93b");

  /** Copies the list. */
  public PartitionTable {
    partitions = List.copyOf(partitions);
  }

  /** Partitions whose table is not known. */
  public PartitionTable(List<Partition> partitions) {
    this(partitions, OptionalInt.empty());
  }

  /**
   * Reads the GPT (UEFI 2.10, 5.3) of a disk: protective master boot record, primary header,
   * entries. A disk has a GPT when its first sector is a master boot record (ends with 0x55, 0xAA
   * at 510) with a partition of type 0xEE; any other disk gives an empty table, even where an old
   * GPT header was left behind. A disk that has one must have it whole: the backup at the end is
   * not looked at, as firmware and systems differ in when they use it.
   *
   * @throws dev.keyward.MalformedInputException codes {@code gpt-header}, {@code gpt-sector-size}
   *     for a table in sectors of another size than the container has, {@code gpt-header-crc},
   *     {@code gpt-header-fields}, {@code gpt-entries}, {@code gpt-entries-crc}, {@code
   *     gpt-partition}, {@code gpt-overlap}
   */
  public static PartitionTable read(VirtualDisk disk) throws KeywardException, IOException {
    return Gpt.read(disk);
  }

  /** The sector size that a GPT on the disk is written for; its container may say another. */
  public static OptionalInt writtenSectorSize(VirtualDisk disk)
      throws KeywardException, IOException {
    return Gpt.writtenSectorSize(disk);
  }

  /**
   * Whether firmware finds a partition to start from: one of the type EFI System (UEFI 2.10,
   * 5.3.3).
   */
  public boolean isBootable() {
    return partitions.stream().anyMatch(each -> each.typeId().equals(EFI_SYSTEM));
  }

  /** The partitions that share a byte with a range. */
  public List<Partition> touching(ByteRange range) {
    return partitions.stream().filter(each -> each.range().touches(range)).toList();
  }

  /**
   * The partition in which a range lies as a whole. A range that lies partly in one says nothing of
   * it: what changed may lie beside it.
   */
  public Optional<Partition> containing(ByteRange range) {
    return partitions.stream()
        .filter(each -> each.start() <= range.start() && range.end() <= each.range().end())
        .findFirst();
  }

  /** For an error: {@code " (in partition 1)"}, or what else is known of the range. */
  public String naming(ByteRange range) {
    if (!partitions.isEmpty() && touching(range).isEmpty()) {
      return " (outside the partitions)";
    }
    return containing(range).map(each -> " (in partition " + each.number() + ")").orElse("");
  }
}
