package dev.keyward.vm.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.vm.disk.digest.DiskDigest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that are LVM volumes and nbd devices, where the kernel has such and tests may make them.
 */
@Tag("soak")
@EnabledOnOs(value = OS.LINUX, disabledReason = "LVM and nbd are Linux's")
class MappedDeviceTest {

  private static final int MIB = 1 << 20;
  private static final String GROUP = "keyward-test";

  @TempDir Path folder;

  /** Commands that remove the devices, the newest device first. */
  private final Deque<String[]> ends = new ArrayDeque<>();

  @AfterEach
  void removeThem() throws Exception {
    for (String[] end : ends) {
      Witness.run(folder, end);
    }
  }

  private Path content() throws Exception {
    byte[] content = new byte[8 * MIB];
    new Random(2).nextBytes(content);
    content[510] = 0;
    return Files.write(folder.resolve("disk"), content);
  }

  @Test
  void anLvmVolumeHasTheDigestOfItsContent() throws Exception {
    boolean mapped = Files.isWritable(Path.of("/dev/mapper/control"));
    boolean made = mapped && Files.readString(Path.of("/proc/devices")).contains("device-mapper");
    assumeTrue(made, "SKIPPED: the kernel has no device mapper, which LVM needs");
    Path physical = folder.resolve("physical");
    Witness.run(folder, "truncate", "-s", "64M", physical.toString());
    String loop = Witness.run(folder, "losetup", "-f", "--show", physical.toString()).strip();
    ends.push(new String[] {"losetup", "-d", loop});
    Witness.run(folder, "pvcreate", loop);
    Witness.run(folder, "vgcreate", GROUP, loop);
    ends.push(new String[] {"vgremove", "-f", GROUP});
    Witness.run(folder, "lvcreate", "-y", "-Zn", "-Wn", "-L", "8M", "-n", "disk", GROUP);
    Path content = content();
    Path device = Path.of("/dev", GROUP, "disk");
    Witness.run(folder, "dd", "if=" + content, "of=" + device, "bs=1M", "conv=fsync");
    assertDigestOf(content, device);
  }

  @Test
  void anNbdDeviceHasTheDigestOfItsContent() throws Exception {
    Path device = Path.of("/dev/nbd0");
    assumeTrue(Files.isWritable(device), "SKIPPED: the kernel has no network block devices");
    Path content = content();
    Witness.run(
        folder, "qemu-nbd", "-f", "raw", "--fork", "-c", device.toString(), content.toString());
    ends.push(new String[] {"qemu-nbd", "-d", device.toString()});
    assertDigestOf(content, device);
  }

  private static void assertDigestOf(Path content, Path device) throws Exception {
    DiskDigest expected = Opening.digest(content);
    assertEquals(expected, Opening.digest(device));
    try (VirtualDisk disk = Opening.open(device)) {
      assertTrue(disk.isDevice());
    }
  }
}
