package dev.keyward.vm.template;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.vm.disk.digest.DiskDigest;
import dev.keyward.vm.disk.partition.Partition;
import dev.keyward.vm.disk.partition.PartitionTable;
import java.util.List;

/**
 * What the signer of a template disk says of it.
 *
 * @param name what the disk is called
 * @param version which one of that name
 * @param digest the hash tree over its content, with its length
 * @param partitions of its GPT, at most 128; empty for a disk without one
 * @param signer the certificate whose key signs
 */
public record CatalogHeader(
    DiskName name,
    DiskVersion version,
    DiskDigest digest,
    PartitionTable partitions,
    GuardianCertificate signer) {

  /** The most partitions: as many as the GPT of every common tool has room for. */
  public static final int MAX_PARTITIONS = 128;

  /** Refuses partitions that are too many or not of this disk. */
  public CatalogHeader {
    if (!fits(partitions, digest.length())) {
      throw new IllegalArgumentException("at most 128 partitions, in order, apart, on the disk");
    }
  }

  /** Whether a table is one that a disk of that length may have. */
  static boolean fits(PartitionTable table, long length) {
    List<Partition> all = table.partitions();
    if (all.size() > MAX_PARTITIONS) {
      return false;
    }
    for (int i = 0; i < all.size(); i++) {
      Partition each = all.get(i);
      boolean rising = i == 0 || all.get(i - 1).number() < each.number();
      if (!rising || each.range().end() > length || table.touching(each.range()).size() != 1) {
        return false;
      }
    }
    return true;
  }

  /** The SHA-256 of the signer's certificate, by which shielding data knows the signer. */
  public Thumbprint signerId() {
    return signer.thumbprint();
  }
}
