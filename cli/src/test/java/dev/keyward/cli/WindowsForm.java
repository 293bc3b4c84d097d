package dev.keyward.cli;

import java.io.File;
import java.util.regex.Pattern;

/**
 * A transcript without what the system gives it: the separators in paths, and permissions. On
 * Windows two transcripts are compared so; elsewhere as they are.
 */
final class WindowsForm {

  private static final Pattern PERMISSIONS = Pattern.compile("(?m)^(created|changed) [rwx-]{9} ");

  private WindowsForm() {}

  static String of(Transcript transcript) {
    String text = transcript.text();
    if (File.separatorChar == '/') {
      return text;
    }
    // In JSON a backslash of a path stands twice; before other signs it is an escape.
    String settled = text.replace(transcript.printsJson() ? "\\\\" : "\\", "/");
    return PERMISSIONS.matcher(settled).replaceAll("$1 ");
  }
}
