package dev.keyward.cli;

import java.io.File;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a run says on Windows, as it says it elsewhere: the separators in paths, permissions, and
 * the empty locks of edits, which stay there. Elsewhere nothing changes.
 */
final class WindowsForm {

  private static final Pattern PERMISSIONS = Pattern.compile("(?m)^(created|changed) [rwx-]{9} ");
  private static final Pattern LOCK = Pattern.compile("(?m)^created .*\\.keyward-lock\\n");
  private static final Pattern LINE = Pattern.compile("(?m)^.+$");
  private static final Pattern PRINTS_COMMANDS =
      Pattern.compile("audit( .*)?|fleet (check|availability)");
  private static final boolean WINDOWS = File.separatorChar == '\\';

  /** Nothing tells there whose file the name of a lock leads to. */
  static final boolean LOCKS_STAY = WINDOWS;

  private WindowsForm() {}

  /**
   * In JSON a backslash of a path stands twice; before other signs it is an escape. A batch prints
   * lines of JSON without being asked for it.
   */
  static String slashes(String text, boolean json) {
    if (!WINDOWS) {
      return text;
    }
    return LINE.matcher(text)
        .replaceAll(
            line -> {
              boolean inJson = json || line.group().startsWith("{\"");
              String plain = line.group().replace(inJson ? "\\\\" : "\\", "/");
              return Matcher.quoteReplacement(plain);
            });
  }

  /** For a comparison, so what is expected goes through it too. */
  static String of(Transcript transcript) {
    String text = slashes(transcript.text(), transcript.printsJson());
    if (!WINDOWS) {
      return text;
    }
    return PERMISSIONS.matcher(LOCK.matcher(text).replaceAll("")).replaceAll("$1 ");
  }

  /** The words of a command that prints the same commands to type there as elsewhere. */
  static List<String> forPosixShell(List<String> words) {
    if (!WINDOWS || words.contains("--shell") || !PRINTS_COMMANDS.matcher(verb(words)).matches()) {
      return words;
    }
    return Stream.concat(words.stream(), Stream.of("--shell", "posix")).toList();
  }

  private static String verb(List<String> words) {
    return String.join(" ", words.subList(0, Math.min(2, words.size())));
  }

  /** Whether a command means what it means elsewhere. */
  static boolean applies(Transcript transcript) {
    return !WINDOWS
        || !transcript.command().contains("/dev/null")
            && !transcript.command().contains("/bin/true");
  }
}
