package dev.keyward.cli.args;

import dev.keyward.text.RawName;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A path as it was typed. Java gives a word that is no text in the encoding of this system with
 * signs of replacement in it, and then another file may have that very name.
 */
public final class PathText {

  private static final String REPLACED = "\ufffd";

  private PathText() {}

  /**
   * The path that {@code text} names, seen from {@code directory}.
   *
   * @param what what it is, such as {@code --policy}
   */
  public static Path resolve(Path directory, String what, String text) throws UsageException {
    Path path;
    try {
      path = directory.resolve(text);
    } catch (InvalidPathException e) {
      throw new UsageException(
          what + " is not a path: " + e.getReason().toLowerCase(Locale.ROOT),
          "a locale with UTF-8 reads all names that are text: LC_ALL=C.UTF-8");
    }
    if (text.contains(REPLACED) && isOfSeveral(path)) {
      throw new UsageException(
          what + " may be another file: a name beside it is no text, and looks the same",
          "rename that file or folder, or give the folder that both are in");
    }
    return path;
  }

  /** Whether something that lies on the way there has a name that only looks the same. */
  private static boolean isOfSeveral(Path path) {
    for (Path part = path; part != null; part = part.getParent()) {
      Optional<Path> name = Optional.ofNullable(part.getFileName());
      if (name.filter(each -> each.toString().contains(REPLACED)).isPresent() && hasTwin(part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasTwin(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    String name = path.getFileName().toString();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            folder,
            entry -> entry.getFileName().toString().equals(name) && !RawName.isText(entry))) {
      return entries.iterator().hasNext();
    } catch (IOException | DirectoryIteratorException e) {
      // Then the file cannot be found either, and that is said.
      return false;
    }
  }
}
