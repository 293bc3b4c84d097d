package dev.keyward.vm.template;

import dev.keyward.KeywardException;
import dev.keyward.vm.disk.VirtualDisk;
import dev.keyward.vm.disk.digest.DiskComparison;
import dev.keyward.vm.disk.digest.DiskDigest;
import dev.keyward.vm.disk.digest.Hashing;
import dev.keyward.vm.disk.partition.PartitionTable;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/**
 * Whether a disk is the one that a catalog signs: by its content, and by the size of its sectors,
 * as a machine finds the signed partitions only in sectors of the size that they were written in.
 *
 * @param content how the content compares
 * @param expectedSector bytes of a sector as signed; empty where nothing tells it
 * @param actualSectors the sizes that the disk's sectors may have, one where the container says it
 */
public record TemplateComparison(
    DiskComparison content, OptionalInt expectedSector, List<Integer> actualSectors) {

  /** Copies the list. */
  public TemplateComparison {
    actualSectors = List.copyOf(actualSectors);
  }

  /**
   * Hashes a disk and compares; a disk of another length is not read.
   *
   * @throws KeywardException and {@link IOException} as {@link DiskDigest#of} does
   */
  public static TemplateComparison of(CatalogHeader header, VirtualDisk disk, Hashing hashing)
      throws KeywardException, IOException {
    return of(header, disk, DiskComparison.of(header.digest(), disk, hashing));
  }

  /**
   * Compares a disk that was hashed before.
   *
   * @param digest of that disk
   */
  public static TemplateComparison of(CatalogHeader header, VirtualDisk disk, DiskDigest digest)
      throws KeywardException, IOException {
    return of(header, disk, DiskComparison.of(header.digest(), digest));
  }

  private static TemplateComparison of(
      CatalogHeader header, VirtualDisk disk, DiskComparison content)
      throws KeywardException, IOException {
    OptionalInt signed = header.partitions().sectorSize();
    boolean tell =
        signed.isEmpty() && content.same() && !header.partitions().partitions().isEmpty();
    // An older catalog has no sector size. The content is as signed, so its table has the size.
    OptionalInt expected = tell ? PartitionTable.writtenSectorSize(disk) : signed;
    return new TemplateComparison(content, expected, disk.sectorSizes());
  }

  /** Whether the sectors may have the size that was signed. */
  public boolean sameSectors() {
    return expectedSector.isEmpty() || actualSectors.contains(expectedSector.getAsInt());
  }

  /** Whether nothing differs. */
  public boolean same() {
    return content.same() && sameSectors();
  }
}
