package dev.keyward.vm.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.KeywardException;
import dev.keyward.vm.disk.digest.DiskDigest;
import dev.keyward.vm.disk.digest.Hashing;
import java.io.IOException;
import java.nio.file.Path;

/** Short ways for tests to open and hash disks. */
public final class Opening {

  private Opening() {}

  public static DiskDigest digest(Path file) throws KeywardException, IOException {
    try (VirtualDisk disk = open(file)) {
      return DiskDigest.of(disk, Hashing.quietly(2));
    }
  }

  public static VirtualDisk open(Path file) throws KeywardException, IOException {
    return VirtualDisk.open(file, "disk");
  }

  /** All content. */
  static byte[] content(Path file) throws KeywardException, IOException {
    try (VirtualDisk disk = open(file)) {
      byte[] content = new byte[(int) disk.length()];
      disk.read(0, content, content.length);
      return content;
    }
  }

  /** The file must be refused with this code, and be named. */
  static void refused(String code, Path file) {
    KeywardException e = assertThrows(KeywardException.class, () -> open(file).close());
    assertEquals(code, e.fault().code(), e.getMessage());
    assertEquals("disk", e.fault().where().split(":")[0]);
  }
}
