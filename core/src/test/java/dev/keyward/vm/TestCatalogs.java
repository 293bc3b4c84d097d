package dev.keyward.vm;

import dev.keyward.KeywardException;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.keyfile.CertifiedKey;
import dev.keyward.vm.disk.ByteRange;
import dev.keyward.vm.disk.VirtualDisk;
import dev.keyward.vm.disk.digest.Hashing;
import dev.keyward.vm.disk.partition.Partition;
import dev.keyward.vm.disk.partition.PartitionTable;
import dev.keyward.vm.layout.BlockWriter;
import dev.keyward.vm.layout.FileKind;
import dev.keyward.vm.layout.SignedHeader;
import dev.keyward.vm.template.CatalogHeader;
import dev.keyward.vm.template.DiskName;
import dev.keyward.vm.template.DiskVersion;
import dev.keyward.vm.template.TemplateSigner;
import dev.keyward.vm.template.VolumeSignatureCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Small disks and their catalogs. Test-only. */
public final class TestCatalogs {

  public static final int MIB = 1 << 20;

  private TestCatalogs() {}

  public static CertifiedKey signer(String name) {
    GuardianKeys keys = TestVms.keys(name);
    return new CertifiedKey(keys.guardian().signing(), keys.signing().key());
  }

  /** A raw disk of so many bytes, the same in each run. */
  public static Path disk(Path folder, int size) throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    content[510] = 0;
    return Files.write(folder.resolve("disk.img"), content);
  }

  public static VolumeSignatureCatalog sign(Path disk, String name, String version, String signer)
      throws KeywardException, IOException {
    try (VirtualDisk opened = VirtualDisk.open(disk, "disk")) {
      return new TemplateSigner(signer(signer), TestVms.ENGINE)
          .ofAnyContent()
          .sign(opened, DiskName.parse(name), DiskVersion.parse(version), Hashing.quietly(2));
    }
  }

  /** The same disk, said to have so many partitions one after the other. */
  public static VolumeSignatureCatalog withPartitions(VolumeSignatureCatalog catalog, int count)
      throws KeywardException {
    CatalogHeader old = catalog.header();
    List<Partition> partitions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      UUID id = new UUID(i, i);
      partitions.add(new Partition(i + 1, id, id, "\u0001".repeat(36), new ByteRange(i * 8L, 8)));
    }
    return VolumeSignatureCatalog.create(
        new CatalogHeader(
            old.name(), old.version(), old.digest(), new PartitionTable(partitions), old.signer()),
        signer("contoso"),
        TestVms.ENGINE);
  }

  /** A catalog of these bytes as header, properly signed. */
  public static byte[] signedBytes(byte[] header, String signer)
      throws KeywardException, IOException {
    var out = new java.io.ByteArrayOutputStream();
    SignedHeader.create(
            FileKind.VOLUME_SIGNATURE_CATALOG, header, signer(signer).key(), TestVms.ENGINE)
        .write(new BlockWriter(out));
    return out.toByteArray();
  }

  public static VolumeSignatureCatalog parse(byte[] file) throws KeywardException {
    return VolumeSignatureCatalog.parse(file, TestVms.ENGINE);
  }
}
