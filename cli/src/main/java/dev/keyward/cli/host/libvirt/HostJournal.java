package dev.keyward.cli.host.libvirt;

import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.program.Program;
import dev.keyward.text.ForeignText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Where warnings of a hook go: libvirt shows what a hook says only if the hook fails. So a warning
 * goes to standard error, to the system's journal, and to libvirt's log of the domain.
 */
final class HostJournal {

  private static final Path LOGS = Path.of("/var/log/libvirt/qemu");

  private final Session session;

  HostJournal(Session session) {
    this.session = session;
  }

  void warn(String domain, String text) {
    session.console().warning(domain + ": " + text);
    tell("daemon.warning", domain, "warning: " + text);
  }

  /** What standard error has already, for the journal and the log. */
  void fail(String domain, String text) {
    tell("daemon.err", domain, "error: " + text);
  }

  private void tell(String priority, String domain, String text) {
    String line = ForeignText.inert("keyward: " + text);
    try {
      Program.require(session.environment().variables(), "logger", "bsdutils")
          .run(List.of("-t", "keyward", "-p", priority, "--", domain + ": " + text));
    } catch (IOException e) {
      // No journal is here. Standard error has the warning.
      session.console().trace(e);
    }
    Path log = LOGS.resolve(domain + ".log");
    if (Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS)) {
      try {
        Files.write(
            log,
            (session.now() + " " + line + "\n").getBytes(StandardCharsets.UTF_8),
            StandardOpenOption.APPEND,
            LinkOption.NOFOLLOW_LINKS);
      } catch (IOException e) {
        session.console().trace(e);
      }
    }
  }
}
