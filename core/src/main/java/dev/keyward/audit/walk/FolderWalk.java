package dev.keyward.audit.walk;

import dev.keyward.audit.walk.FolderEntry.Kind;
import dev.keyward.internal.io.Patience;
import dev.keyward.text.RawName;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * All files below a folder in the byte order of their paths, as {@code LC_ALL=C sort} puts them, so
 * that an audit is the same everywhere and its digest can be made with other tools. Of a folder
 * only the names are held, and of a large one only some of them. Links to folders are not followed:
 * they could lead round in a circle.
 */
final class FolderWalk implements Closeable {

  /** So many folders may be closed to the user before the walk waits for no other. */
  private static final int MOST_IN_VAIN = 3;

  private final Path root;
  private final Patience patience = Patience.SYSTEM.forMany(MOST_IN_VAIN);
  private final Room room;
  private final Deque<Level> open = new ArrayDeque<>();
  private final EntryReader reader;
  private boolean begun;

  /**
   * One of them.
   *
   * @param relative the path from the folder, with {@code /} on every system
   * @param path the path to open
   * @param size of a file in bytes when the folder was listed, else 0
   * @param failure why a folder cannot be listed, or why nobody can say what it is
   */
  record Step(String relative, Path path, Kind kind, long size, Optional<IOException> failure) {}

  /**
   * Where large folders are sorted.
   *
   * @param temporary the folder for temporary files
   * @param mostHeld how many names of one folder are kept in memory
   */
  record Room(Path temporary, int mostHeld) {

    static Room usual() {
      return new Room(Path.of(System.getProperty("java.io.tmpdir")), FolderNames.MOST_HELD);
    }
  }

  private record Level(String relative, FolderNames names) {}

  FolderWalk(Path root, Room room) {
    this.root = root;
    this.room = room;
    this.reader = new EntryReader(root, patience);
  }

  /**
   * The next one, or empty behind the last.
   *
   * @throws IOException where there is no room for the names of a large folder
   */
  Optional<Step> next() throws IOException {
    if (!begun) {
      begun = true;
      Optional<Step> locked = enter("");
      if (locked.isPresent()) {
        return locked;
      }
    }
    while (!open.isEmpty()) {
      Level level = open.element();
      if (!level.names().hasNext()) {
        open.remove().names().close();
        continue;
      }
      FolderNames.Name name = level.names().next();
      String relative = level.relative() + name.text();
      if (name.kind() == Kind.UNKNOWN) {
        return Optional.of(unknown(relative));
      }
      if (name.kind() != Kind.FOLDER) {
        return Optional.of(
            new Step(relative, root.resolve(relative), name.kind(), name.size(), Optional.empty()));
      }
      Optional<Step> locked = enter(relative);
      if (locked.isPresent()) {
        return locked;
      }
    }
    return Optional.empty();
  }

  private Step unknown(String relative) {
    return new Step(relative, root, Kind.UNKNOWN, 0, Optional.of(reader.whyUnknown(relative)));
  }

  /** Goes into a folder; what comes back is why that cannot be done. */
  private Optional<Step> enter(String relative) throws IOException {
    Path folder = relative.isEmpty() ? root : root.resolve(relative);
    FolderNames names = new FolderNames(room.temporary(), room.mostHeld());
    open.push(new Level(relative, names));
    try (DirectoryStream<Path> entries = patience.list(folder)) {
      Iterator<Path> each = entries.iterator();
      while (each.hasNext()) {
        add(each.next(), names);
      }
    } catch (DirectoryIteratorException e) {
      IOException failure = Optional.ofNullable(e.getCause()).orElseGet(() -> new IOException(e));
      return Optional.of(locked(relative, folder, failure));
    } catch (NoRoom e) {
      throw e.failure;
    } catch (IOException e) {
      if (relative.isEmpty() || !(e instanceof NoSuchFileException)) {
        return Optional.of(locked(relative, folder, e));
      }
      // It was removed meanwhile, and what was in it with it.
    }
    names.sort();
    return Optional.empty();
  }

  private Step locked(String relative, Path folder, IOException failure) throws IOException {
    open.remove().names().close();
    return new Step(relative, folder, Kind.LOCKED, 0, Optional.of(failure));
  }

  /** Keeps a full disk for temporary files apart from a folder that cannot be listed. */
  private static final class NoRoom extends IOException {

    private static final long serialVersionUID = 1L;
    private final IOException failure;

    NoRoom(IOException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  private void add(Path entry, FolderNames names) throws NoRoom {
    Optional<FolderEntry> found = reader.read(entry);
    if (found.isEmpty()) {
      return;
    }
    Kind kind = found.get().kind();
    String name = RawName.of(entry) + (kind == Kind.FOLDER ? "/" : "");
    try {
      names.add(new FolderNames.Name(name, kind, found.get().size()));
    } catch (IOException e) {
      throw new NoRoom(e);
    }
  }

  /** Removes what is left of temporary files. */
  @Override
  public void close() throws IOException {
    IOException first = null;
    while (!open.isEmpty()) {
      try {
        open.remove().names().close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
