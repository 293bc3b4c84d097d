package dev.keyward.vm.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.vm.TestCatalogs;
import dev.keyward.vm.disk.TestGpt;
import dev.keyward.vm.disk.TestVhdx;
import dev.keyward.vm.disk.VirtualDisk;
import dev.keyward.vm.disk.digest.Hashing;
import dev.keyward.vm.disk.partition.PartitionTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same bytes in sectors of another size are another disk to a machine. */
class TemplateComparisonTest {

  private static final int SIZE = 1 << 20;

  @TempDir Path folder;
  private final byte[] content =
      new TestGpt(SIZE, 4096).partition(1, TestGpt.EFI, 64, 127).seal().disk.array();
  private CatalogHeader signed;

  @BeforeEach
  void signARawDisk() throws Exception {
    Path raw = Files.write(folder.resolve("raw"), content);
    byte[] catalog = TestCatalogs.sign(raw, "d", "1.0.0.0", "contoso").encode();
    signed = TestCatalogs.parse(catalog).header();
  }

  private TemplateComparison compare(CatalogHeader header, int sector) throws Exception {
    TestVhdx vhdx = new TestVhdx(SIZE, SIZE, sector).block(0, content);
    try (VirtualDisk disk = VirtualDisk.open(vhdx.write(folder.resolve("vhdx")), "disk")) {
      return TemplateComparison.of(header, disk, Hashing.quietly(1));
    }
  }

  private CatalogHeader ofBefore() {
    PartitionTable table = new PartitionTable(signed.partitions().partitions());
    return new CatalogHeader(
        signed.name(), signed.version(), signed.digest(), table, signed.signer());
  }

  @Test
  void theSizeOfTheSectorsIsSigned() {
    assertEquals(OptionalInt.of(4096), signed.partitions().sectorSize());
  }

  @Test
  void aContainerWithOtherSectorsIsNotTheDisk() throws Exception {
    TemplateComparison comparison = compare(signed, 512);
    assertTrue(comparison.content().same());
    assertFalse(comparison.same());
  }

  @Test
  void aContainerWithTheSectorsThatWereSignedIsTheDisk() throws Exception {
    assertTrue(compare(signed, 4096).same());
  }

  @Test
  void theTableTellsTheSizeForACatalogOfBefore() throws Exception {
    assertFalse(compare(ofBefore(), 512).same());
    assertTrue(compare(ofBefore(), 4096).same());
  }

  @Test
  void aRawDiskMayHaveEither() throws Exception {
    try (VirtualDisk disk = VirtualDisk.open(folder.resolve("raw"), "disk")) {
      assertTrue(TemplateComparison.of(signed, disk, Hashing.quietly(1)).same());
    }
  }
}
