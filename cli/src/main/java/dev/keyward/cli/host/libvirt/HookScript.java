package dev.keyward.cli.host.libvirt;

import dev.keyward.cli.args.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The hook that libvirt runs. It starts Keyward only for domains that the host has a record of, so
 * that other domains wait for no Java.
 *
 * @param host the folder of the host, an absolute path
 * @param keyward the command, an absolute path
 * @param java the Java that the installing command ran on by its {@code JAVA_HOME}
 */
record HookScript(Path host, Path keyward, Optional<String> java) {

  private static final String MARK = "# keyward host libvirt hook";
  private static final String HOST = "# host: ";
  private static final String PASSED_ON =
      "\"prepare begin\" | \"start begin\" | \"release end\" | \"restore begin\" | \"migrate begin\"";

  /** Whether an installing command wrote it. */
  static boolean isOurs(String script) {
    return script.lines().limit(2).anyMatch(MARK::equals);
  }

  /** The folder of the host in a script that an installing command wrote. */
  static Optional<Path> hostOf(String script) {
    return isOurs(script)
        ? script
            .lines()
            .filter(line -> line.startsWith(HOST))
            .map(line -> Path.of(line.substring(HOST.length())))
            .findFirst()
        : Optional.empty();
  }

  /** The script. It waits for services where libvirt itself has started within five minutes. */
  String text() throws UsageException {
    List<String> lines = new ArrayList<>();
    lines.add("#!/bin/sh");
    lines.add(MARK);
    lines.add(HOST + host);
    lines.add("# \"keyward host libvirt install\" wrote this file, and writes it again.");
    lines.add("case \"$2 $3\" in");
    lines.add("  " + PASSED_ON + ") ;;");
    lines.add("  *) exit 0 ;;");
    lines.add("esac");
    lines.add("[ -e " + quoted(host.resolve("libvirt").toString()) + "/\"$1.json\" ] || exit 0");
    lines.add("wait=");
    lines.add("age=$(ps -o etimes= -p \"$PPID\" 2>/dev/null) || age=");
    lines.add("[ \"${age:-999}\" -ge 300 ] || wait=--wait");
    if (java.isPresent()) {
      lines.add("JAVA_HOME=" + quoted(java.get()));
      lines.add("export JAVA_HOME");
    }
    lines.add(
        "exec "
            + quoted(keyward.toString())
            + " --quiet host libvirt hook "
            + quoted(host.toString())
            + " \"$1\" \"$2\" \"$3\" \"${4:--}\" $wait");
    return String.join("\n", lines) + "\n";
  }

  private static String quoted(String text) throws UsageException {
    if (text.chars().anyMatch(sign -> sign < ' ')) {
      throw new UsageException("a path with a control character, expected one without");
    }
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
