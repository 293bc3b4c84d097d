package dev.keyward.internal.io;

import java.io.IOException;
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
    try {
      Files.walkFileTree(root, new Deleter(patience));
    } catch (NoSuchFileException e) {
      // Nothing to do.
    }
  }

  private static final class Deleter extends SimpleFileVisitor<Path> {

    private final Patience patience;

    Deleter(Patience patience) {
      this.patience = patience;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      patience.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
      if (failure != null) {
        throw failure;
      }
      patience.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
