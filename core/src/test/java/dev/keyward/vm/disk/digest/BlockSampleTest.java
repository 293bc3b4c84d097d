package dev.keyward.vm.disk.digest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.vm.disk.Opening;
import dev.keyward.vm.disk.VirtualDisk;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The blocks of a device that are read twice. */
class BlockSampleTest {

  private static final int MIB = 1 << 20;
  private static final int LENGTH = 3 * MIB + 512;

  @TempDir Path folder;

  /** Whether a change of one byte between the two readings is noticed. */
  private boolean isNoticed(long changed, long... seen) throws Exception {
    Path file = Files.write(folder.resolve("disk"), new byte[LENGTH]);
    BlockSample sample = BlockSample.ofBlocks(LENGTH, new Random(1));
    try (VirtualDisk disk = Opening.open(file)) {
      for (long position : seen) {
        byte[] block = new byte[MIB];
        int length = (int) Math.min(MIB, LENGTH - position);
        disk.read(position, block, length);
        sample.saw(position, new TreeHasher().leaf(block, length));
      }
      try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
        channel.position(changed).write(ByteBuffer.wrap(new byte[] {1}));
      }
      try {
        sample.requireSame(disk);
        return false;
      } catch (FileSystemException e) {
        return true;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, MIB - 1, 3 * MIB, LENGTH - 1, 2 * MIB})
  void aChangeInABlockThatWasChosenIsNoticed(int changed) throws Exception {
    assertTrue(isNoticed(changed, 0, MIB, 2 * MIB, 3 * MIB));
  }

  @Test
  void aBlockThatWasNotReadIsNotCompared() throws Exception {
    assertFalse(isNoticed(MIB, 0, 3 * MIB));
  }

  @Test
  void aFileHasNoSample() throws Exception {
    Path file = Files.write(folder.resolve("disk"), new byte[LENGTH]);
    try (VirtualDisk disk = Opening.open(file)) {
      BlockSample sample = BlockSample.of(disk, new Random(1));
      sample.saw(0, ZeroTrees.of(1));
      sample.requireSame(disk);
    }
    assertThrows(IllegalArgumentException.class, () -> BlockSample.ofBlocks(0, new Random(1)));
  }
}
