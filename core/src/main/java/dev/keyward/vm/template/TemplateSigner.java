package dev.keyward.vm.template;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.keyfile.CertifiedKey;
import dev.keyward.vm.disk.VirtualDisk;
import dev.keyward.vm.disk.digest.DiskDigest;
import dev.keyward.vm.disk.digest.Hashing;
import dev.keyward.vm.disk.partition.PartitionTable;
import dev.keyward.vm.layout.HeaderFields;
import java.io.IOException;

/** Signs template disks with one key. */
public final class TemplateSigner {

  private final CertifiedKey key;
  private final RsaEngine engine;
  private final boolean anyContent;

  /** With the signer's key; signs disks that a machine can start from. */
  public TemplateSigner(CertifiedKey key, RsaEngine engine) {
    this(key, engine, false);
  }

  private TemplateSigner(CertifiedKey key, RsaEngine engine, boolean anyContent) {
    this.key = key;
    this.engine = engine;
    this.anyContent = anyContent;
  }

  /** The same key, which also signs disks that no machine can start from. */
  public TemplateSigner ofAnyContent() {
    return new TemplateSigner(key, engine, true);
  }

  /**
   * Reads all content of a disk and signs what was found.
   *
   * @throws UnsupportedFormatException codes {@code too-many-partitions}, {@code
   *     certificate-too-large}, {@code not-bootable}; all before content is read
   * @throws KeywardException where the disk's structure or partition table is broken
   */
  public VolumeSignatureCatalog sign(
      VirtualDisk disk, DiskName name, DiskVersion version, Hashing hashing)
      throws KeywardException, IOException {
    int certificate = key.certificate().der().length;
    if (certificate > HeaderFields.MAX_CERTIFICATE) {
      throw unsupported(
          "certificate-too-large",
          "certificate",
          "one of " + certificate + " bytes",
          "at most " + HeaderFields.MAX_CERTIFICATE);
    }
    PartitionTable partitions = PartitionTable.read(disk);
    int count = partitions.partitions().size();
    if (count > CatalogHeader.MAX_PARTITIONS) {
      throw unsupported(
          "too-many-partitions",
          "partition table",
          count + " partitions",
          "at most " + CatalogHeader.MAX_PARTITIONS);
    }
    if (!anyContent && !partitions.isBootable()) {
      throw unsupported(
          "not-bootable",
          disk.where(),
          count == 0 ? "a disk without a GPT" : "a GPT without a partition to start from",
          "a GPT with an EFI system partition");
    }
    DiskDigest digest = DiskDigest.of(disk, hashing);
    CatalogHeader header = new CatalogHeader(name, version, digest, partitions, key.certificate());
    return VolumeSignatureCatalog.create(header, key, engine);
  }

  private static UnsupportedFormatException unsupported(
      String code, String where, String found, String expected) {
    return new UnsupportedFormatException(Fault.of(code, where, found, expected));
  }
}
