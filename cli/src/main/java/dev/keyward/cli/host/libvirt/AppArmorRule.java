package dev.keyward.cli.host.libvirt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What AppArmor's profile of libvirt lets a hook start: on Debian and Ubuntu only programs that lie
 * in one of four folders themselves. A link there does not help, because AppArmor looks at where it
 * leads.
 */
final class AppArmorRule {

  private static final Path ENABLED = Path.of("/sys/module/apparmor/parameters/enabled");
  private static final Path PROFILE = Path.of("/etc/apparmor.d/usr.sbin.libvirtd");
  private static final Set<Path> ALLOWED =
      Set.of(Path.of("/bin"), Path.of("/sbin"), Path.of("/usr/bin"), Path.of("/usr/sbin"));

  private AppArmorRule() {}

  /** The line that the profile needs for the program; empty where AppArmor does not stop it. */
  static Optional<String> missing(Path program) throws IOException {
    boolean isOn =
        Files.isReadable(ENABLED)
            && Files.readString(ENABLED, StandardCharsets.US_ASCII).startsWith("Y")
            && Files.exists(PROFILE);
    return isOn ? needed(program.toRealPath()) : Optional.empty();
  }

  /** The same where AppArmor is on; the program has no link in its path. */
  static Optional<String> needed(Path program) {
    return ALLOWED.contains(program.resolveSibling(""))
        ? Optional.empty()
        : Optional.of("\"" + program + "\" PUx,");
  }
}
