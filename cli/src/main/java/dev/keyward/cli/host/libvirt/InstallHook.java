package dev.keyward.cli.host.libvirt;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.program.Program;
import dev.keyward.file.SafeFiles;
import dev.keyward.host.HostFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** {@code host libvirt install}: writes the hook that libvirt runs. */
public final class InstallHook implements Command {

  static final OptionSpec HOOKS =
      OptionSpec.value("hooks", "DIR", "libvirt's folder of hooks (/etc/libvirt/hooks)");

  private static final int MOST_SCRIPT = 1 << 16;
  private static final OptionSpec KEYWARD =
      OptionSpec.value("keyward", "FILE", "the keyward program that the hook runs (this one)");

  @Override
  public Verb verb() {
    return new Verb(
        "host",
        "libvirt install",
        "DIR",
        "write the hook by which libvirt starts shielded VMs on this host",
        List.of(HOOKS, KEYWARD),
        "The hook is qemu.d/keyward in libvirt's folder of hooks. It does nothing for a domain that"
            + " was not added with host libvirt add. libvirt reads the names of hooks when it"
            + " starts: restart libvirtd or virtqemud after the first installation. libvirt runs"
            + " the hook as root, so root must own DIR. "
            + LibvirtNotes.LIMITS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String name = arguments.exactly(1).operand(0);
    Path folder = arguments.operandPath(0).toAbsolutePath().normalize();
    HostFolder.at(folder, session.secrets()).configuration();
    Path keyward = keyward(arguments, session).toAbsolutePath().normalize();
    Path hook = hook(arguments);
    requireOurs(hook);
    Path scripts = hook.resolveSibling("");
    Path hooks = scripts.resolveSibling("");
    if (!Files.isDirectory(hooks)) {
      throw new FileSystemException(
          hooks.toString(),
          null,
          "no such folder; on Debian, apt install libvirt-daemon-system makes it");
    }
    Files.createDirectories(scripts);
    Optional<String> java = Optional.ofNullable(session.environment().variables().get("JAVA_HOME"));
    String script = new HookScript(folder, keyward, java).text();
    SafeFiles.write(hook, script.getBytes(StandardCharsets.UTF_8), true, false);
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    if (session.console().json()) {
      session
          .console()
          .json(
              "host-libvirt-install",
              new LibvirtAnswer.Installed(name, hook.toString(), keyward.toString()));
    } else {
      session.console().line("wrote " + hook + " for host " + name);
    }
    session.console().note("restart libvirtd or virtqemud, so that libvirt sees the hook");
    warnOfAppArmor(keyward, session);
    return ExitCode.DONE;
  }

  private static void warnOfAppArmor(Path keyward, Session session) throws IOException {
    Optional<String> rule = AppArmorRule.missing(keyward);
    if (rule.isPresent()) {
      session.console().warning("AppArmor does not let libvirt's hooks start " + keyward);
      session
          .console()
          .hint(
              "add the line "
                  + rule.get()
                  + " to /etc/apparmor.d/local/usr.sbin.libvirtd, and type systemctl reload"
                  + " apparmor");
    }
  }

  /** The file of the hook. */
  static Path hook(Arguments arguments) throws UsageException {
    Path hooks = arguments.path(HOOKS.name()).orElse(Path.of("/etc/libvirt/hooks"));
    return hooks.toAbsolutePath().normalize().resolve("qemu.d").resolve("keyward");
  }

  /** The script at that place; empty where there is none. */
  static Optional<String> script(Path hook) throws KeywardException, IOException {
    try {
      byte[] script = SafeFiles.readAtMost(hook, MOST_SCRIPT);
      return Optional.of(new String(script, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static void requireOurs(Path hook) throws KeywardException, IOException {
    if (script(hook).filter(script -> !HookScript.isOurs(script)).isPresent()) {
      throw new FileSystemException(
          hook.toString(), null, "another program's hook is there; move it away first");
    }
  }

  private static Path keyward(Arguments arguments, Session session)
      throws IOException, UsageException {
    Optional<Path> named = arguments.path(KEYWARD.name());
    String launcher = System.getProperty("keyward.launcher", "");
    Path file =
        named
            .or(() -> Optional.of(launcher).filter(path -> !path.isEmpty()).map(Path::of))
            .or(() -> Program.find(session.environment().variables(), "keyward"))
            .orElseThrow(
                () ->
                    new UsageException(
                        "no keyward in PATH, expected one", "--keyward FILE names it"));
    if (!Files.isExecutable(file)) {
      throw new NoSuchFileException(file.toString(), null, "not a program");
    }
    return file;
  }
}
