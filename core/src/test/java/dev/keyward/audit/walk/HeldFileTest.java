package dev.keyward.audit.walk;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.internal.io.Patience;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a running VM holds is no finding; what hides a protector is. */
@Tag("windows")
class HeldFileTest {

  private final IOException shared = new FileSystemException("f", null, "in Benutzung");
  private final HeldFile windows = new HeldFile(Patience.ofWindows(time -> {}));

  @Test
  void theDiskOfARunningVmIsHeld() {
    assertTrue(windows.explains("vms/web-01.VHDX", shared));
    assertTrue(windows.explains("a.vmrs", new IOException("another process has locked a portion")));
  }

  @Test
  void aConfigurationOrAProtectorMustBeRead() {
    assertFalse(windows.explains("a.vmcx", shared));
    assertFalse(windows.explains("a.kp", shared));
  }

  @Test
  void missingPermissionIsNotInUse() {
    assertFalse(windows.explains("a.vhdx", new AccessDeniedException("a.vhdx")));
    assertFalse(windows.explains("a.vhdx", new NoSuchFileException("a.vhdx")));
  }

  @Test
  void otherSystemsLetEverybodyRead() {
    assertFalse(new HeldFile(Patience.ofOtherSystems()).explains("a.vhdx", shared));
  }
}
