package dev.keyward.cli.args;

import dev.keyward.text.RawName;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** A word or a path as it was typed, whose bytes need not be text. */
public final class PathText {

  private static final Pattern MEANT =
      Pattern.compile(
          "(?:.*=)?(?:F|LIST|DISK|OLD|(?:FILE|PATH|DIR|CATALOG)[^a-z]*|.*\\.[a-z0-9]+)(?:\\.\\.\\.)?");

  private PathText() {}

  /** Whether the help means a path by this word, such as {@code FILE} or {@code NAME=F}. */
  static boolean isMeant(String word) {
    return MEANT.matcher(word).matches();
  }

  /**
   * The path that {@code text} names, seen from {@code directory}.
   *
   * @param what what it is, such as {@code --policy}
   */
  public static Path resolve(Path directory, String what, String text) throws UsageException {
    requireReadable(what, text);
    try {
      return directory.resolve(text);
    } catch (InvalidPathException e) {
      throw new UsageException(
          what + " is not a path: " + e.getReason().toLowerCase(Locale.ROOT),
          "set LC_ALL=C.UTF-8, so that Java reads names in UTF-8");
    }
  }

  /** Refuses a word with bytes that are not text, because it would become another word. */
  static void requireReadable(String what, String text) throws UsageException {
    if (RawName.hasUnreadable(text)) {
      throw new UsageException(
          what + " holds bytes that are not text: \"" + text + "\"",
          "set LC_ALL=C.UTF-8, so that Java reads names in UTF-8; if the name is not UTF-8, rename"
              + " the file, or name its folder instead");
    }
  }
}
