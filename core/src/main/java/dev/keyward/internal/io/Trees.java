package dev.keyward.internal.io;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Removes folders with what is in them, never following a symbolic link. */
public final class Trees {

  private Trees() {}

  /** Removes {@code root}, a file or folder, if it is there. */
  public static void delete(Path root) throws IOException {
    delete(root, Patience.SYSTEM);
  }

  /** The same with another patience for what other programs have open. */
  static void delete(Path root, Patience patience) throws IOException {
    patience.run(() -> Files.walkFileTree(root, new Deleter()));
  }

  /** Removes what it meets. */
  static final class Deleter extends SimpleFileVisitor<Path> {

    /**
     * A junction of Windows is a folder that leads elsewhere: it goes, and what it leads to stays.
     * Folders of a cloud look alike and are folders, so what is in them is there to be removed.
     */
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (!attributes.isOther()) {
        return FileVisitResult.CONTINUE;
      }
      try {
        Files.deleteIfExists(folder);
        return FileVisitResult.SKIP_SUBTREE;
      } catch (DirectoryNotEmptyException e) {
        return FileVisitResult.CONTINUE;
      }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    /** What another process removed meanwhile is removed. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
