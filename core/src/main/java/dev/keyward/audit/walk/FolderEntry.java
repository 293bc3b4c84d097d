package dev.keyward.audit.walk;

import dev.keyward.audit.judge.FileExaminer;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What stands under a name in a folder.
 *
 * @param size of a file in bytes, else 0
 */
record FolderEntry(Kind kind, long size) {

  /** Of files up to this size many are held at a time: 32 KiB. */
  static final int MOST_SMALL = 1 << 15;

  private static final Kind[] KINDS = Kind.values();

  /** What can stand there. */
  enum Kind {
    /** A folder; the walk enters it, and it is no step itself. */
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
    /** A link to a file of the folder; the walk finds that file by itself. */
    LINK_IN;

    static Kind of(int ordinal) {
      return KINDS[ordinal];
    }
  }

  static FolderEntry of(Kind kind) {
    return new FolderEntry(kind, 0);
  }

  /** Of what is no link. */
  static FolderEntry of(BasicFileAttributes attributes) {
    if (attributes.isDirectory()) {
      return of(Kind.FOLDER);
    }
    if (!attributes.isRegularFile()) {
      return of(Kind.SPECIAL);
    }
    long size = attributes.size();
    if (size > FileExaminer.MOST_WHOLE) {
      return new FolderEntry(Kind.LONG_FILE, size);
    }
    return new FolderEntry(size > MOST_SMALL ? Kind.LARGE_FILE : Kind.FILE, size);
  }
}
