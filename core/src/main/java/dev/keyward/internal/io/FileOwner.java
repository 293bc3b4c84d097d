package dev.keyward.internal.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/** Whose a file is. */
public final class FileOwner {

  private FileOwner() {}

  /**
   * The account that owns a file or folder, where it is another one than that of this process. On
   * Windows, where groups own files too, nobody is another.
   *
   * @throws IOException where that cannot be told
   */
  public static Optional<String> another(Path path) throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return Optional.empty();
    }
    UserPrincipal owner = Files.getOwner(path);
    // Every command asks this, so a file is made only for an account that has no name of its own.
    boolean isOwn = owner.getName().equals(System.getProperty("user.name")) || owner.equals(own());
    return isOwn ? Optional.empty() : Optional.of(owner.getName());
  }

  /** Not every account has a name, as in containers, but every new file has its maker's. */
  private static UserPrincipal own() throws IOException {
    Path file = Files.createTempFile("keyward-", ".owner");
    try {
      return Files.getOwner(file);
    } finally {
      Files.delete(file);
    }
  }
}
