package dev.keyward.vm.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.vm.disk.digest.DiskDigest;
import dev.keyward.vm.disk.digest.Hashing;
import dev.keyward.vm.disk.partition.PartitionTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is written while it is read: an attacker, or a machine that was forgotten. */
class ChangedDiskTest {

  private static final int MIB = 1 << 20;
  private static final FileTime BEFORE = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeADisk() throws IOException {
    TestGpt gpt = new TestGpt(4 * MIB, 512).partition(1, TestGpt.EFI, 64, 127).seal();
    file = Files.write(folder.resolve("disk"), gpt.disk.array());
    Files.setLastModifiedTime(file, BEFORE);
  }

  /** What happens while a disk is read. */
  private interface Change {
    void happen() throws IOException;
  }

  private void assertNoticed(Change change) throws Exception {
    try (VirtualDisk disk = Opening.open(file)) {
      PartitionTable.read(disk);
      change.happen();
      FileSystemException e =
          assertThrows(FileSystemException.class, () -> DiskDigest.of(disk, Hashing.quietly(2)));
      assertEquals("disk", e.getFile());
    }
  }

  private void write(long position, byte... bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), position);
    }
  }

  @Test
  void aWriteIsNoticed() throws Exception {
    assertNoticed(() -> write(3 * MIB, (byte) 1));
  }

  @Test
  void aWriteOfTheSameBytesIsNoticed() throws Exception {
    assertNoticed(() -> write(3 * MIB, (byte) 0));
  }

  @Test
  void aDiskThatGrowsIsNoticed() throws Exception {
    assertNoticed(() -> write(4 * MIB, (byte) 0));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing replaces an open file there")
  void anotherFileOfThatNameIsNoticed() throws Exception {
    Path other = Files.copy(file, folder.resolve("other"), StandardCopyOption.COPY_ATTRIBUTES);
    assertNoticed(() -> Files.move(other, file, StandardCopyOption.REPLACE_EXISTING));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there, nothing else tells of a write")
  void aWriteWhoseTimeIsSetBackIsNoticed() throws Exception {
    assertNoticed(
        () -> {
          write(3 * MIB, (byte) 1);
          Files.setLastModifiedTime(file, BEFORE);
        });
  }

  @Test
  void thePartitionTableMustBeTheOneInTheHashedBytes() throws Exception {
    try (VirtualDisk disk = Opening.open(file)) {
      PartitionTable.read(disk);
      write(2 * 512, (byte) 7);
      byte[] block = new byte[MIB];
      assertThrows(FileSystemException.class, () -> disk.read(0, block, MIB));
      disk.read(MIB, block, MIB);
      write(2 * 512, (byte) 0x28);
      disk.read(0, block, MIB);
    }
  }

  @Test
  void contentThatIsKeptIsComparedWhereverItIsReadAgain() throws Exception {
    readAgain(300);
  }

  @Test
  @Tag("soak")
  void contentThatIsKeptIsComparedInEachOfTwoThousandPlaces() throws Exception {
    readAgain(2_000);
  }

  private void readAgain(int times) throws Exception {
    Random random = new Random(9);
    byte[] content = new byte[4096];
    random.nextBytes(content);
    Files.write(file, content);
    for (int i = 0; i < times; i++) {
      try (VirtualDisk disk = Opening.open(file)) {
        int start = random.nextInt(4000);
        int length = 1 + random.nextInt(96);
        disk.keep(start, length);
        int changed = random.nextInt(4096);
        write(changed, (byte) ~content[changed]);
        int from = random.nextInt(4000);
        int read = 1 + random.nextInt(4096 - from);
        boolean told = start <= changed && changed < start + length;
        told &= from <= changed && changed < from + read;
        assertEquals(told, isRefused(disk, from, read));
        write(changed, content[changed]);
      }
    }
  }

  private static boolean isRefused(VirtualDisk disk, int from, int length) throws Exception {
    try {
      disk.read(from, new byte[length], length);
      return false;
    } catch (FileSystemException e) {
      return true;
    }
  }
}
