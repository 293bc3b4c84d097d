package dev.keyward.internal.io;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes what killed processes left: a {@link RunLock} that nobody holds, of the same owner, and
 * the temporary files that it names. A temporary file without such a lock is left alone, and so is
 * a folder where other users may rename.
 */
final class DeadRuns {

  private static final Pattern LOCK =
      Pattern.compile("([0-9]+-[0-9]+)" + Pattern.quote(EditLock.SUFFIX));
  private static final String NAMED = "-[0-9]+\\.tmp";

  /** So many entries are looked at for each new run in a folder, on average. */
  private static final int PRICE = 64;

  private static final int MOST_FOLDERS = 256;

  /** How many runs begin in a folder before it is listed again. Guarded by itself. */
  private static final Map<Path, Integer> PAID =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Integer> eldest) {
          return size() > MOST_FOLDERS;
        }
      };

  private DeadRuns() {}

  /**
   * Removes them from a folder, which is listed not at every call where it is large: many files
   * that are edited one after the other must not cost the square of their number.
   *
   * @param kind the folder with the beginning of the names
   * @param own the lock of the caller, which says who the owner is
   */
  static void remove(Path kind, Path own) {
    synchronized (PAID) {
      int paid = PAID.getOrDefault(kind, 0);
      if (paid > 0) {
        PAID.put(kind, paid - 1);
        return;
      }
    }
    int entries = sweep(kind, own);
    synchronized (PAID) {
      PAID.put(kind, entries / PRICE);
    }
  }

  private static int sweep(Path kind, Path own) {
    int entries = 0;
    List<String> locks = new ArrayList<>();
    String prefix = kind.getFileName().toString();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(AtomicFiles.folderOf(kind))) {
      for (Path entry : all) {
        entries++;
        String name = entry.getFileName().toString();
        Matcher lock = LOCK.matcher(name.startsWith(prefix) ? name.substring(prefix.length()) : "");
        if (lock.matches() && !entry.equals(own)) {
          locks.add(prefix + lock.group(1));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // What is left stays, as it would without this run.
    }
    locks.forEach(stem -> removeIfDead(kind.resolveSibling(stem), own));
    return entries;
  }

  private static void removeIfDead(Path stem, Path own) {
    Path file = stem.resolveSibling(stem.getFileName() + EditLock.SUFFIX);
    try {
      if (!owner(file).equals(owner(own))) {
        return;
      }
      Optional<LockFile> dead = LockFile.take(file);
      if (dead.isPresent()) {
        try (LockFile lock = dead.get()) {
          if (removeNamed(stem, own)) {
            lock.remove();
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      // It stays, as it would without this run.
    }
  }

  /** Whether nothing that the lock names is left. */
  private static boolean removeNamed(Path stem, Path own) throws IOException {
    boolean all = true;
    String name = stem.getFileName().toString();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            AtomicFiles.folderOf(stem),
            entry -> entry.getFileName().toString().startsWith(name + "-"))) {
      for (Path entry : entries) {
        boolean named = entry.getFileName().toString().substring(name.length()).matches(NAMED);
        if (named && owner(entry).equals(owner(own))) {
          if (mayBeRenamed(entry)) {
            all = false;
          } else {
            Trees.delete(entry);
          }
        }
      }
    }
    return all;
  }

  /**
   * Whether another user may have given a folder of this user that name. Where others may write and
   * there is no sticky bit, they may rename everything. A file they could remove themselves, but
   * not what is in a folder.
   */
  private static boolean mayBeRenamed(Path entry) throws IOException {
    return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
        && OwnerOnly.isChangedByOthers(AtomicFiles.folderOf(entry));
  }

  private static Object owner(Path path) throws IOException {
    try {
      return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException e) {
      return "";
    }
  }
}
