package dev.keyward.cli.args;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A text that should say where a secret is. If nothing is there, the text may be the secret itself.
 * Errors end up in logs, so an error shows only the start of the text.
 */
public final class MaybeSecret {

  private static final int SHOWN = 2;

  /** A shorter secret is not shown at all: two of its characters would be too many. */
  private static final int LEAST = 12;

  private MaybeSecret() {}

  /** The start of {@code text}, for an error. */
  public static String shortened(String text) {
    boolean isLong = text.codePointCount(0, text.length()) >= LEAST;
    return (isLong ? text.substring(0, text.offsetByCodePoints(0, SHOWN)) : "") + "...";
  }

  /**
   * The path of a secret, which must be there.
   *
   * @param directory what {@code text} is seen from
   * @throws IOException that names the shortened path, as what was given
   */
  public static Path path(Path directory, String text) throws UsageException, IOException {
    Path path = PathText.resolve(directory, "the path of a secret", text);
    try {
      Files.readAttributes(path, BasicFileAttributes.class);
      return path;
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(shortened(directory, text));
    } catch (AccessDeniedException e) {
      throw new AccessDeniedException(shortened(directory, text));
    } catch (FileSystemException e) {
      throw new FileSystemException(shortened(directory, text), null, e.getReason());
    }
  }

  /** A folder that is there is no secret. */
  private static String shortened(Path directory, String text) {
    Path named = Path.of(text);
    return "the secret file "
        + Optional.ofNullable(named.getParent())
            .filter(folder -> Files.isDirectory(directory.resolve(folder)))
            .map(folder -> folder.resolve(shortened(named.getFileName().toString())).toString())
            .orElseGet(() -> shortened(text));
  }
}
