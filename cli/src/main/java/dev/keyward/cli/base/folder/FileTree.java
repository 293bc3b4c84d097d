package dev.keyward.cli.base.folder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The regular files below a path, which may itself be a link. Links below are followed, and each
 * folder is entered once, however many links lead to it.
 */
public final class FileTree extends SimpleFileVisitor<Path> {

  private final Path start;
  private final List<Path> files = new ArrayList<>();
  private final List<String> passedOver = new ArrayList<>();
  private final Set<Path> entered = new HashSet<>();

  private FileTree(Path start) {
    this.start = start;
  }

  /**
   * Walks through a folder.
   *
   * @param deepest how many folders below it are entered
   * @throws IOException if {@code start} itself cannot be read
   */
  public static FileTree of(Path start, int deepest) throws IOException {
    FileTree tree = new FileTree(start);
    Files.walkFileTree(start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), deepest, tree);
    Collections.sort(tree.files);
    return tree;
  }

  /** The files in the order of their paths. */
  public List<Path> files() {
    return files;
  }

  /** What was not read, and why: one line for each. */
  public List<String> passedOver() {
    return passedOver;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    return entered.add(folder.toRealPath())
        ? FileVisitResult.CONTINUE
        : FileVisitResult.SKIP_SUBTREE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isDirectory()) {
      passedOver.add(file + ": a folder that lies too deep");
    } else if (attributes.isSymbolicLink()) {
      passedOver.add(file + ": a link that leads nowhere");
    } else if (attributes.isRegularFile()) {
      files.add(file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (file.equals(start)) {
      throw failure;
    }
    if (!(failure instanceof FileSystemLoopException)) {
      String reason =
          failure instanceof AccessDeniedException ? "permission denied" : "cannot be read";
      passedOver.add(file + ": " + reason);
    }
    return FileVisitResult.CONTINUE;
  }
}
