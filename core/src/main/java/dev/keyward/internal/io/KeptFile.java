package dev.keyward.internal.io;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file that Keyward keeps under a fixed name in a folder of its own. A link or a folder of that
 * name gets another name before the file is written: nothing is lost, and nothing is written
 * through a link.
 */
public final class KeptFile {

  private static final String DAMAGED = "damaged-";

  private KeptFile() {}

  /** Whether something has the name that is not a regular file, also a link to one. */
  public static boolean isOther(Path file) {
    return isNoFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Whether the name, and the links that it may be, lead to something that is not a regular file: a
   * folder, a pipe or a device.
   */
  public static boolean leadsToOther(Path file) {
    return isNoFile(file);
  }

  private static boolean isNoFile(Path file, LinkOption... options) {
    try {
      // One look: between two, a writer may put another file there, or take it away.
      return !Files.readAttributes(file, BasicFileAttributes.class, options).isRegularFile();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Refuses a name for a lock if something other than a regular file has it. That is not set aside:
   * another process may hold it.
   *
   * @throws FileSystemException that says so
   */
  public static void requireLock(Path file) throws FileSystemException {
    if (isOther(file)) {
      throw new FileSystemException(file.toString(), null, LockFile.NOT_A_LOCK);
    }
  }

  /** Makes the name free, where no regular file has it. */
  public static void setAside(Path file) throws IOException {
    if (isOther(file)) {
      AtomicFiles.rename(file, unused(file));
    }
  }

  /** Puts the content in the place of what is there, readable for the owner alone. */
  public static void replace(Path file, byte[] content) throws IOException {
    setAside(file);
    AtomicFiles.replace(file, content, true);
  }

  private static Path unused(Path file) {
    String name = file.getFileName().toString();
    Path aside = file.resolveSibling(DAMAGED + name);
    for (int number = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); number++) {
      aside = file.resolveSibling(DAMAGED + number + "-" + name);
    }
    return aside;
  }
}
