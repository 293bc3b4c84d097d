package dev.keyward.cli.host.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Which programs AppArmor's profile of libvirt lets a hook start. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "AppArmor is of Linux")
class AppArmorRuleTest {

  @Test
  void aProgramInAFolderOfTheSystemNeedsNoRule() {
    assertEquals(Optional.empty(), AppArmorRule.needed(Path.of("/usr/bin/keyward")));
  }

  @Test
  void aProgramElsewhereNeedsARuleWithItsPath() {
    assertEquals(
        Optional.of("\"/opt/keyward/bin/keyward\" PUx,"),
        AppArmorRule.needed(Path.of("/opt/keyward/bin/keyward")));
    assertEquals(
        Optional.of("\"/usr/bin/tools/keyward\" PUx,"),
        AppArmorRule.needed(Path.of("/usr/bin/tools/keyward")));
  }
}
