package dev.keyward.vm.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.vm.disk.digest.DiskDigest;
import dev.keyward.vm.disk.digest.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are block devices, where this system lets the tests make loop devices. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "loop devices are Linux's")
class LoopDeviceTest {

  private static final int MIB = 1 << 20;

  @TempDir Path folder;
  private String device = "";

  private Path loop(Path file, int sector) throws Exception {
    boolean administrator = Files.isWritable(Path.of("/dev/loop-control"));
    assumeTrue(administrator, "SKIPPED: loop devices may not be made here");
    device =
        Witness.run(folder, "losetup", "-f", "--show", "-b", "" + sector, file.toString()).strip();
    return Path.of(device);
  }

  @AfterEach
  void removeIt() throws Exception {
    if (!device.isEmpty()) {
      Witness.run(folder, "losetup", "-d", device);
    }
  }

  private Path file() throws IOException {
    byte[] content = new byte[5 * MIB + 4096];
    new Random(1).nextBytes(content);
    content[510] = 0;
    return Files.write(folder.resolve("disk"), content);
  }

  @Test
  void aDeviceHasTheDigestOfItsFile() throws Exception {
    Path file = file();
    DiskDigest expected = Opening.digest(file);
    assertEquals(expected, Opening.digest(loop(file, 512)));
  }

  @Test
  void aDeviceSaysItselfHowLargeItsSectorsAre() throws Exception {
    Path file = file();
    try (VirtualDisk disk = Opening.open(file)) {
      assertEquals(List.of(512, 4096), disk.sectorSizes());
    }
    try (VirtualDisk disk = Opening.open(loop(file, 4096))) {
      assertTrue(disk.isDevice());
      assertEquals(List.of(4096), disk.sectorSizes());
    }
  }

  @Test
  void aWriteToTheFirstBlockOfADeviceIsNoticed() throws Exception {
    Path loop = loop(file(), 512);
    AtomicBoolean written = new AtomicBoolean();
    // One thread, so that the first block is read when the first is reported as done.
    Hashing hashing =
        new Hashing(
            1,
            done -> {
              if (!written.getAndSet(true)) {
                write(loop);
              }
            },
            new Random(1));
    try (VirtualDisk disk = Opening.open(loop)) {
      assertThrows(FileSystemException.class, () -> DiskDigest.of(disk, hashing));
    }
  }

  private static void write(Path device) {
    try (FileChannel channel = FileChannel.open(device, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[512]), 4096);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
