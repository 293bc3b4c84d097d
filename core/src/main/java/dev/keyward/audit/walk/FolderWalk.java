package dev.keyward.audit.walk;

import dev.keyward.audit.judge.FileExaminer;
import dev.keyward.internal.io.Patience;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
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

  private static final String NO_TEXT =
      "its name is not text in the encoding of this system (or it was removed meanwhile); rename"
          + " it";

  private static final Kind[] KINDS = Kind.values();

  /** Of files up to this size many are held at a time: 32 KiB. */
  static final int MOST_SMALL = 1 << 15;

  /** So many folders may be closed to the user before the walk waits for no other. */
  private static final int MOST_IN_VAIN = 3;

  private final Path root;
  private final Patience patience = Patience.SYSTEM.forMany(MOST_IN_VAIN);
  private final Room room;
  private final Deque<Level> open = new ArrayDeque<>();
  private boolean begun;
  private Optional<Path> realRoot = Optional.empty();

  /** What stands at a path below the folder. */
  enum Kind {
    /** A folder; it is gone into and no step. */
    FOLDER,
    /** A file that is read whole. */
    FILE,
    /** The same, of more than {@link #MOST_SMALL} bytes. */
    LARGE_FILE,
    /** A longer file. */
    LONG_FILE,
    /** A folder that cannot be listed. */
    LOCKED,
    /** A link to a folder, or to nothing. */
    LINK,
    /** A link to a file that does not lie in the folder. */
    LINK_OUT,
    /**
     * Nobody can say what it is: the folder around it may be listed and not searched, or its name
     * is not text.
     */
    UNKNOWN,
    /** A pipe, a socket or a device. */
    SPECIAL,
    /** A link to a file of the folder, which is come across by itself. */
    LINK_IN;

    static Kind of(int ordinal) {
      return KINDS[ordinal];
    }
  }

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

  /** Asks once more, for the reason. */
  private Step unknown(String relative) {
    IOException reason;
    try {
      Files.readAttributes(root.resolve(relative), BasicFileAttributes.class);
      reason = new FileSystemException(relative, null, "it changed while it was read");
    } catch (NoSuchFileException | InvalidPathException e) {
      reason = new FileSystemException(relative, null, NO_TEXT);
    } catch (IOException e) {
      reason = e;
    }
    return new Step(relative, root, Kind.UNKNOWN, 0, Optional.of(reason));
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
    Optional<Entry> found = look(entry);
    if (found.isEmpty()) {
      return;
    }
    Kind kind = found.get().kind();
    String name = entry.getFileName() + (kind == Kind.FOLDER ? "/" : "");
    try {
      names.add(new FolderNames.Name(name, kind, found.get().size()));
    } catch (IOException e) {
      throw new NoRoom(e);
    }
  }

  /**
   * One question a file, and more only where it is a link; empty where it was removed meanwhile.
   */
  private Optional<Entry> look(Path entry) {
    if (!isText(entry)) {
      return Optional.of(Entry.of(Kind.UNKNOWN));
    }
    try {
      BasicFileAttributes own =
          patience.run(
              () ->
                  Files.readAttributes(
                      entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
      if (own.isDirectory()) {
        return Optional.of(Entry.of(Kind.FOLDER));
      }
      return Optional.of(own.isSymbolicLink() ? Entry.of(linked(entry)) : file(own));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(Entry.of(Kind.UNKNOWN));
    }
  }

  /** What stands under a name, and how many bytes a file has. */
  private record Entry(Kind kind, long size) {
    static Entry of(Kind kind) {
      return new Entry(kind, 0);
    }
  }

  /** Whether its name as text leads to it: the bytes of a name need not be text. */
  private static boolean isText(Path entry) {
    try {
      return entry.resolveSibling(entry.getFileName().toString()).equals(entry);
    } catch (InvalidPathException e) {
      return false;
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

  private static Entry file(BasicFileAttributes attributes) {
    if (!attributes.isRegularFile()) {
      return Entry.of(Kind.SPECIAL);
    }
    long size = attributes.size();
    if (size > FileExaminer.MOST_WHOLE) {
      return new Entry(Kind.LONG_FILE, size);
    }
    return new Entry(size > MOST_SMALL ? Kind.LARGE_FILE : Kind.FILE, size);
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
