package dev.keyward.vm.disk.partition;

import dev.keyward.KeywardException;
import dev.keyward.vm.disk.ByteRange;
import dev.keyward.vm.disk.VirtualDisk;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The partitions of a disk, in the order of their numbers.
 *
 * @param partitions at most 8192
 */
public record PartitionTable(List<Partition> partitions) {

  private static final UUID EFI_SYSTEM = UUID.fromString("c12a7328-f81f-11d2-ba4b-00a0c93ec93b");

  /** Copies the list. */
  public PartitionTable {
    partitions = List.copyOf(partitions);
  }

  /**
   * Reads the GPT (UEFI 2.10, 5.3) of a disk: protective master boot record, primary header,
   * entries. A disk has a GPT when its first sector is a master boot record (ends with 0x55, 0xAA
   * at 510) with a partition of type 0xEE; any other disk gives an empty table, even where an old
   * GPT header was left behind. A disk that has one must have it whole: the backup at the end is
   * not looked at, as firmware and systems differ in when they use it.
   *
   * @throws dev.keyward.MalformedInputException codes {@code gpt-header}, {@code gpt-header-crc},
   *     {@code gpt-header-fields}, {@code gpt-entries}, {@code gpt-entries-crc}, {@code
   *     gpt-partition}, {@code gpt-overlap}
   */
  public static PartitionTable read(VirtualDisk disk) throws KeywardException, IOException {
    return new PartitionTable(Gpt.read(disk));
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

  /** For an error: {@code " (partition 1, 3)"}, or what else the range is. */
  public String naming(ByteRange range) {
    if (partitions.isEmpty()) {
      return "";
    }
    List<Partition> touched = touching(range);
    if (touched.isEmpty()) {
      return " (outside the partitions)";
    }
    return touched.stream()
        .map(each -> Integer.toString(each.number()))
        .collect(Collectors.joining(", ", " (partition ", ")"));
  }
}
