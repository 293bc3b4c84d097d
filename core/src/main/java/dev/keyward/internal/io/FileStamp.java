package dev.keyward.internal.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What shows that a file was changed or replaced by another file: its size, its times and its
 * identity. Writing to a block device does not change its times, so only its identity counts.
 *
 * @param size bytes; 0 for a device
 * @param isDevice whether it is a block device
 * @param marks all else that must stay the same
 */
public record FileStamp(long size, boolean isDevice, List<Object> marks) {

  private static final int TYPE = 0xf000;
  private static final int BLOCK_DEVICE = 0x6000;

  /** Copies the list. */
  public FileStamp {
    marks = List.copyOf(marks);
  }

  /** Of what a path leads to now. */
  public static FileStamp of(Path path) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      // The time of the last change of the inode, unlike that of the content, cannot be set.
      return unix(Files.readAttributes(path, "unix:mode,size,dev,ino,rdev,lastModifiedTime,ctime"));
    }
    BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
    return new FileStamp(
        found.size(), false, List.of(found.lastModifiedTime(), found.creationTime()));
  }

  private static FileStamp unix(Map<String, Object> found) {
    boolean device = ((Integer) attribute(found, "mode") & TYPE) == BLOCK_DEVICE;
    Object dev = attribute(found, "dev");
    Object ino = attribute(found, "ino");
    return device
        ? new FileStamp(0, true, List.of(dev, ino, attribute(found, "rdev")))
        : new FileStamp(
            (Long) attribute(found, "size"),
            false,
            List.of(dev, ino, attribute(found, "lastModifiedTime"), attribute(found, "ctime")));
  }

  private static Object attribute(Map<String, Object> found, String name) {
    return Objects.requireNonNull(found.get(name), name);
  }
}
