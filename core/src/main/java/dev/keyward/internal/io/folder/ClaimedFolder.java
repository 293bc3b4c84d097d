package dev.keyward.internal.io.folder;

import dev.keyward.internal.io.OwnerOnly;
import dev.keyward.internal.io.TemporaryPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder for what one process has not finished. Closing this removes the folder, and so does a
 * signal that ends the process. The folder of a killed process is removed like each {@link
 * TemporaryPath}.
 */
public final class ClaimedFolder implements AutoCloseable {

  private final TemporaryPath folder;

  private ClaimedFolder(TemporaryPath folder) {
    this.folder = folder;
  }

  /**
   * A new one in {@code parent} that only its owner may enter.
   *
   * @param prefix what the names of its kind begin with
   */
  public static ClaimedFolder in(Path parent, String prefix) throws IOException {
    return in(
        parent,
        prefix,
        name -> {
          OwnerOnly.newFolder(name);
          return name;
        });
  }

  /**
   * The same for files that are no secrets: they have the permissions of new files in {@code
   * parent}, and keep them when they are moved there.
   */
  public static ClaimedFolder openIn(Path parent, String prefix) throws IOException {
    return in(parent, prefix, Files::createDirectory);
  }

  private static ClaimedFolder in(Path parent, String prefix, TemporaryPath.Maker<Path> maker)
      throws IOException {
    TemporaryPath fresh = TemporaryPath.in(parent, prefix);
    try {
      fresh.make(maker);
      return new ClaimedFolder(fresh);
    } catch (IOException e) {
      fresh.close();
      throw e;
    }
  }

  /** Where its files go. */
  public Path content() {
    return folder.path();
  }

  /** Removes it with what is still in it. */
  @Override
  public void close() throws IOException {
    folder.close();
  }
}
