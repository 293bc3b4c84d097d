package dev.keyward.audit.walk;

import dev.keyward.internal.io.Patience;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
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

  private final Patience patience;

  /** As {@code patience} knows the system. */
  public HeldFile(Patience patience) {
    this.patience = patience;
  }

  /** Whether the failure to read the file of that name only says that a running VM holds it. */
  public boolean explains(String name, IOException failure) {
    return isOfVm(name) && patience.isInUse(failure) && !(failure instanceof AccessDeniedException);
  }

  /** Whether a running VM may hold the file of that name for hours: then nobody waits for it. */
  public boolean isOfVm(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return OF_RUNNING_VMS.contains(ending);
  }
}
