package dev.keyward.cli.args;

import dev.keyward.text.RawName;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** A word or a path as it was typed, whose bytes need not be text. */
public final class PathText {

  private PathText() {}

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
          "a locale with UTF-8 reads all names that are text: LC_ALL=C.UTF-8");
    }
  }

  /** Refuses a word with bytes that cannot be read, which would become another word. */
  static void requireReadable(String what, String text) throws UsageException {
    if (RawName.hasUnreadable(text)) {
      throw new UsageException(
          what + " holds bytes that are no text: \"" + text + "\"",
          "a locale with UTF-8 reads all names that are text: LC_ALL=C.UTF-8; rename a file whose"
              + " name is none, or give the folder that it is in");
    }
  }
}
