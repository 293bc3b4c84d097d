package dev.keyward.audit.walk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Set;

/**
 * Files that another process holds, as Windows lets it. A running VM holds its disks and its state;
 * a protector, or a configuration that leads to one, must still be read.
 */
public final class HeldFile {

  private static final Set<String> OF_RUNNING_VMS =
      Set.of(
          "vhd", "vhdx", "avhd", "avhdx", "vhds", "vmrs", "vmgs", "mrt", "rct", "hrl", "vsv",
          "iso");

  private final boolean windows;

  /**
   * For this system.
   *
   * @param windows whether it lets one process keep others from reading
   */
  public HeldFile(boolean windows) {
    this.windows = windows;
  }

  /** Whether the failure to read the file of that name only says that a running VM holds it. */
  public boolean explains(String name, IOException failure) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return windows && OF_RUNNING_VMS.contains(ending) && isSharing(failure);
  }

  /** The words are in the user's language; Java has a type of its own for every other reason. */
  private static boolean isSharing(IOException failure) {
    return !(failure instanceof NoSuchFileException)
        && !(failure instanceof AccessDeniedException)
        && (failure.getClass() == FileSystemException.class
            || failure.getClass() == IOException.class);
  }
}
