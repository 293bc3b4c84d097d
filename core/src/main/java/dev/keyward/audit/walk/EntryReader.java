package dev.keyward.audit.walk;

import dev.keyward.audit.walk.FolderEntry.Kind;
import dev.keyward.internal.io.Patience;
import dev.keyward.text.RawName;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Asks the file system what the entries of an audited folder are. */
final class EntryReader {

  private static final String NO_TEXT =
      "its name is not text in the encoding of this system (or it was removed meanwhile); rename"
          + " it";

  private final Path root;
  private final Patience patience;
  private Optional<Path> realRoot = Optional.empty();

  /**
   * Asks nothing yet.
   *
   * @param root the folder: links to files in it are told from those that lead out
   */
  EntryReader(Path root, Patience patience) {
    this.root = root;
    this.patience = patience;
  }

  /**
   * One question a file, and more only where it is a link; empty where it was removed meanwhile.
   */
  Optional<FolderEntry> read(Path entry) {
    if (!RawName.isText(entry)) {
      return Optional.of(FolderEntry.of(Kind.UNKNOWN));
    }
    try {
      BasicFileAttributes own =
          patience.run(
              () ->
                  Files.readAttributes(
                      entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
      return Optional.of(
          own.isSymbolicLink() ? FolderEntry.of(linked(entry)) : FolderEntry.of(own));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(FolderEntry.of(Kind.UNKNOWN));
    }
  }

  /** Why nobody can say what stands there: asks once more, for the reason. */
  IOException whyUnknown(String relative) {
    try {
      Files.readAttributes(root.resolve(relative), BasicFileAttributes.class);
      return new FileSystemException(relative, null, "it changed while it was read");
    } catch (NoSuchFileException | InvalidPathException e) {
      return new FileSystemException(relative, null, NO_TEXT);
    } catch (IOException e) {
      return e;
    }
  }

  private Kind linked(Path entry) {
    try {
      if (!Files.readAttributes(entry, BasicFileAttributes.class).isRegularFile()) {
        return Kind.LINK;
      }
      return entry.toRealPath().startsWith(realRoot()) ? Kind.LINK_IN : Kind.LINK_OUT;
    } catch (NoSuchFileException e) {
      return Kind.LINK;
    } catch (IOException e) {
      return Kind.UNKNOWN;
    }
  }

  private Path realRoot() throws IOException {
    if (realRoot.isEmpty()) {
      realRoot = Optional.of(root.toRealPath());
    }
    return realRoot.get();
  }
}
