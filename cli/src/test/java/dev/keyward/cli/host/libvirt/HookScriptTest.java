package dev.keyward.cli.host.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.cli.args.UsageException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "libvirt's hooks are scripts of a POSIX shell")
class HookScriptTest {

  private static String text(String host, String keyward) throws UsageException {
    return new HookScript(Path.of(host), Path.of(keyward), Optional.of("/opt/JAVA HOST")).text();
  }

  @Test
  void pathsWithWordsAndQuotesOfTheScriptStayWhole() throws UsageException {
    String text = text("/srv/HOST's FOLDER", "/opt/KEYWARD/bin/keyward");
    assertEquals(
        "exec '/opt/KEYWARD/bin/keyward' --quiet host libvirt hook '/srv/HOST'\\''s FOLDER'"
            + " \"$1\" \"$2\" \"$3\" \"${4:--}\" $wait",
        text.lines().reduce((first, second) -> second).orElseThrow());
    assertEquals(Optional.of(Path.of("/srv/HOST's FOLDER")), HookScript.hostOf(text));
    assertEquals(1, text.lines().filter("JAVA_HOME='/opt/JAVA HOST'"::equals).count());
  }

  @Test
  void aPathWithALineEndIsRefused() {
    assertThrows(UsageException.class, () -> text("/srv/a\nb", "/opt/keyward"));
  }
}
