package dev.keyward.vm.disk.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.Fault;
import dev.keyward.VerificationFailedException;
import dev.keyward.vm.disk.ByteRange;
import dev.keyward.vm.disk.Opening;
import dev.keyward.vm.disk.VirtualDisk;
import dev.keyward.vm.disk.partition.Partition;
import dev.keyward.vm.disk.partition.PartitionTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a disk differs from its digest, in bytes and in partitions. */
class DiskComparisonTest {

  private static final int MIB = 1 << 20;
  private static final PartitionTable NONE = new PartitionTable(List.of());

  @TempDir Path folder;
  private final byte[] content = new byte[8 * MIB];

  private DiskDigest digest() throws Exception {
    return Opening.digest(Files.write(folder.resolve("disk"), content));
  }

  private DiskComparison after(int... changed) throws Exception {
    DiskDigest before = digest();
    for (int each : changed) {
      content[each] ^= 1;
    }
    return DiskComparison.of(before, digest());
  }

  private static Fault fault(DiskComparison comparison, PartitionTable partitions) {
    VerificationFailedException e =
        assertThrows(
            VerificationFailedException.class, () -> comparison.requireSame("disk", partitions));
    return e.fault();
  }

  private static Partition partition(int number, long start, long length) {
    UUID id = new UUID(0, number);
    return new Partition(number, id, id, "", new ByteRange(start, length));
  }

  @Test
  void findsNothingInAnUnchangedDisk() throws Exception {
    DiskComparison comparison = after();
    assertTrue(comparison.same());
    comparison.requireSame("disk", NONE);
  }

  @Test
  void namesEachSpanThatDiffersAndJoinsNeighbours() throws Exception {
    DiskComparison comparison = after(0, 3 * MIB, 4 * MIB + 7, 5 * MIB - 1, 8 * MIB - 1);
    assertFalse(comparison.same());
    assertEquals(
        List.of(
            new ByteRange(0, MIB), new ByteRange(3 * MIB, 2 * MIB), new ByteRange(7 * MIB, MIB)),
        comparison.differing());
  }

  @Test
  void doesNotReadADiskOfAnotherLength() throws Exception {
    DiskDigest before = digest();
    Path longer = Files.write(folder.resolve("longer"), new byte[9 * MIB]);
    List<Long> told = new ArrayList<>();
    try (VirtualDisk disk = Opening.open(longer)) {
      DiskComparison comparison =
          DiskComparison.of(before, disk, new Hashing(1, told::add, new Random(1)));
      assertFalse(comparison.same());
      assertEquals("disk-length", fault(comparison, NONE).code());
    }
    assertEquals(List.of(), told);
  }

  @Test
  void readsADiskOfTheSameLength() throws Exception {
    DiskDigest before = digest();
    content[MIB] = 1;
    Path changed = Files.write(folder.resolve("changed"), content);
    try (VirtualDisk disk = Opening.open(changed)) {
      DiskComparison comparison = DiskComparison.of(before, disk, Hashing.quietly(2));
      assertEquals(List.of(new ByteRange(MIB, MIB)), comparison.differing());
    }
  }

  @Test
  void namesAPartitionOnlyWhereTheRangeLiesInIt() throws Exception {
    PartitionTable table =
        new PartitionTable(
            List.of(
                partition(1, 0, 3 * MIB), partition(2, 4 * MIB, 512), partition(3, 7 * MIB, 1)));
    Fault fault = fault(after(2 * MIB - 1, 2 * MIB, 4 * MIB, 6 * MIB), table);
    assertEquals("disk-content", fault.code());
    assertEquals(
        "disk: other content in bytes 1048576 to 3145727 (in partition 1), bytes 4194304 to"
            + " 5242879, bytes 6291456 to 7340031 (outside the partitions), expected the content as"
            + " it was signed",
        fault.message());
  }

  @Test
  void namesNoMoreThanThreeRanges() throws Exception {
    Fault fault = fault(after(0, 2 * MIB, 4 * MIB, 6 * MIB), NONE);
    assertTrue(fault.found().endsWith("bytes 4194304 to 5242879 and 1 more ranges"), fault.found());
  }
}
