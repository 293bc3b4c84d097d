package dev.keyward.internal.io.folder;

import dev.keyward.internal.io.FileClaim;
import dev.keyward.internal.io.OwnerOnly;
import dev.keyward.internal.io.Patience;
import dev.keyward.internal.io.Trees;
import dev.keyward.internal.io.Unfinished;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A folder for what one process has not finished: locked while the process lives, by a file in it
 * that is called {@code lock}. It goes when it is closed and when the process is told to end. One
 * whose process was killed can be locked by another: who makes the next folder of the kind in the
 * same place removes it. One without that file, or with more than it and the content, is left
 * alone.
 */
public final class ClaimedFolder implements AutoCloseable {

  private static final AtomicLong COUNTER = new AtomicLong();
  private static final String NUMBERS = "[0-9]+-[0-9]+\\.tmp";
  private static final String LOCK = "lock";
  private static final String CONTENT = "content";
  private static final Set<String> OWN = Set.of(LOCK, CONTENT);
  private static final int MOST_TRIES = 1000;

  private final Path folder;
  private final Optional<FileClaim> claim;

  private ClaimedFolder(Path folder, Optional<FileClaim> claim) {
    this.folder = folder;
    this.claim = claim;
  }

  /**
   * A new one in {@code parent} that only its owner may enter; removes those of its kind there
   * whose processes are no more.
   *
   * @param prefix what the names of its kind begin with
   */
  public static ClaimedFolder in(Path parent, String prefix) throws IOException {
    return in(parent, prefix, OwnerOnly::newFolder);
  }

  /**
   * The same for files that are no secrets: they have the permissions of new files in {@code
   * parent}, and keep them when they are moved there.
   */
  public static ClaimedFolder openIn(Path parent, String prefix) throws IOException {
    return in(parent, prefix, Files::createDirectory);
  }

  /** Makes a folder with its permissions. */
  private interface Maker {
    void make(Path folder) throws IOException;
  }

  private static ClaimedFolder in(Path parent, String prefix, Maker maker) throws IOException {
    Path real = parent.toRealPath();
    for (int i = 0; i < MOST_TRIES; i++) {
      String numbers = ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();
      Path fresh = real.resolve(prefix + numbers + ".tmp");
      try {
        Unfinished.begin(fresh, () -> made(fresh, maker));
        ClaimedFolder made = new ClaimedFolder(fresh, claim(fresh));
        maker.make(made.content());
        made.removeLeftOvers(prefix);
        return made;
      } catch (FileAlreadyExistsException e) {
        // Left by a killed process of the same number: take the next name.
        continue;
      } catch (NoSuchFileException e) {
        // Another process took it for left over, in the moment before it was locked.
        Unfinished.remove(fresh);
      }
    }
    throw new FileSystemException(
        parent.toString(), null, "Keyward cannot make a temporary folder in it");
  }

  private static Path made(Path fresh, Maker maker) throws IOException {
    maker.make(fresh);
    return fresh;
  }

  /** Where no file can be locked, nobody could tell it from a left-over: it has no such file. */
  private static Optional<FileClaim> claim(Path fresh) throws IOException {
    Path lock = fresh.resolve(LOCK);
    try {
      Optional<FileClaim> claim = FileClaim.of(lock, OwnerOnly.file(lock));
      if (claim.isEmpty()) {
        throw new NoSuchFileException(fresh.toString());
      }
      return claim;
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      Patience.SYSTEM.delete(lock);
      return Optional.empty();
    }
  }

  /** Where its files go. */
  public Path content() {
    return folder.resolve(CONTENT);
  }

  private void removeLeftOvers(String prefix) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder.getParent())) {
      for (Path each : all) {
        String name = each.getFileName().toString();
        if (name.startsWith(prefix) && name.substring(prefix.length()).matches(NUMBERS)) {
          removeIfLeft(each);
        }
      }
    } catch (IOException | RuntimeException e) {
      // Who may not list the folder leaves it to who may.
    }
  }

  @SuppressWarnings("try") // The claim is held, not used.
  private void removeIfLeft(Path other) {
    Path lock = other.resolve(LOCK);
    try {
      boolean ours =
          Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
              && Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)
              && owner(other).equals(owner(folder))
              && holdsNothingElse(other);
      Optional<FileClaim> left = ours ? FileClaim.of(lock) : Optional.empty();
      if (left.isPresent()) {
        try (FileClaim held = left.get()) {
          Trees.delete(other.resolve(CONTENT));
        }
        Trees.delete(other);
      }
    } catch (IOException | RuntimeException e) {
      // It stays, as it would without this run.
    }
  }

  /** Another folder with a lock, such as a store, could have been given the name. */
  private static boolean holdsNothingElse(Path other) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(other)) {
      for (Path each : all) {
        if (!OWN.contains(each.getFileName().toString())) {
          return false;
        }
      }
      return true;
    }
  }

  private static Object owner(Path path) throws IOException {
    try {
      return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException e) {
      return "";
    }
  }

  /** Removes it with what is still in it. */
  @Override
  public void close() throws IOException {
    Unfinished.discard(
        folder,
        () -> {
          Trees.delete(content());
          if (claim.isPresent()) {
            claim.get().close();
          }
          Trees.delete(folder);
        });
  }
}
