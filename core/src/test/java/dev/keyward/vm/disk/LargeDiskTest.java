package dev.keyward.vm.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.vm.disk.digest.DiskDigest;
import dev.keyward.vm.disk.digest.Hashing;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks far larger than the memory. */
@Tag("soak")
class LargeDiskTest {

  private static final long GIB = 1L << 30;
  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  /** Hashes the disk it is given, in a process of its own. */
  static final class Hasher {
    public static void main(String[] args) throws Exception {
      try (VirtualDisk disk = VirtualDisk.open(Path.of(args[0]), args[0])) {
        System.out.println(DiskDigest.of(disk, Hashing.quietly(2)).root());
      }
    }
  }

  private String rootInASmallHeap(Path file) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx40m",
                "-cp",
                System.getProperty("java.class.path"),
                Hasher.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor(1, TimeUnit.MINUTES);
    assertEquals(0, process.exitValue(), output);
    return output.strip();
  }

  private static byte[] mark(int number) {
    return ("mark " + number).getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void hashesSparseRawAndVhdxOfTheSameContentToTheSameRoot() throws Exception {
    Path raw = folder.resolve("raw");
    TestVhdx vhdx = new TestVhdx(4 * GIB + MIB, 32 * MIB, 512);
    try (FileChannel channel =
        FileChannel.open(
            raw,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      for (int block : new int[] {0, 7, 100, 127}) {
        channel.write(ByteBuffer.wrap(mark(block)), 32L * MIB * block);
        vhdx.block(block, mark(block));
      }
      channel.write(ByteBuffer.wrap(new byte[1]), 4 * GIB + MIB - 1);
    }
    String root = rootInASmallHeap(raw);
    assertEquals(root, rootInASmallHeap(vhdx.write(folder.resolve("vhdx"))));
  }

  @Test
  void hashesTheLargestDiskOfTheSmallestBlocks() throws Exception {
    TestVhdx vhdx = new TestVhdx(64L << 40, MIB, 512).block(70_000, mark(1));
    vhdx.block(1, mark(2));
    String root = rootInASmallHeap(vhdx.write(folder.resolve("vhdx")));
    TestVhdx same = new TestVhdx(64L << 40, 256L * MIB, 512);
    byte[] content = new byte[113 * MIB];
    System.arraycopy(mark(1), 0, content, 112 * MIB, mark(1).length);
    same.block(273, content);
    byte[] first = new byte[2 * MIB];
    System.arraycopy(mark(2), 0, first, MIB, mark(2).length);
    same.block(0, first);
    assertEquals(root, rootInASmallHeap(same.write(folder.resolve("same"))));
  }
}
