package dev.keyward.audit;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * All files below a folder in the byte order of their paths, as {@code LC_ALL=C sort} puts them, so
 * that an audit is the same everywhere and its digest can be made with other tools. Of a folder
 * only the names are held. Links to folders are not followed: they could lead round in a circle.
 */
final class FolderWalk implements Iterator<FolderWalk.Step> {

  private final Path root;
  private final Deque<Iterator<String>> open = new ArrayDeque<>();
  private Optional<Step> next;

  /** What stands at a path below the folder. */
  enum Kind {
    /** A file, or a link to one. */
    FILE,
    /** A folder that cannot be listed. */
    LOCKED,
    /** A link to a folder, or to nothing. */
    LINK,
    /** A pipe, a socket or a device. */
    SPECIAL
  }

  /**
   * One of them.
   *
   * @param relative the path from the folder, with {@code /} on every system
   * @param path the path to open
   * @param size of a file in bytes; 0 for anything else
   * @param failure why a folder cannot be listed
   */
  record Step(String relative, Path path, Kind kind, long size, Optional<IOException> failure) {

    private static Step locked(String relative, Path path, IOException failure) {
      return new Step(relative, path, Kind.LOCKED, 0, Optional.of(failure));
    }
  }

  FolderWalk(Path root) {
    this.root = root;
    this.next = enter("").or(this::advance);
  }

  @Override
  public boolean hasNext() {
    return next.isPresent();
  }

  @Override
  public Step next() {
    Step step = next.orElseThrow();
    next = advance();
    return step;
  }

  private Optional<Step> advance() {
    while (!open.isEmpty()) {
      if (!open.element().hasNext()) {
        open.remove();
        continue;
      }
      String relative = open.element().next();
      Optional<Step> step = relative.endsWith("/") ? enter(relative) : Optional.of(file(relative));
      if (step.isPresent()) {
        return step;
      }
    }
    return Optional.empty();
  }

  private Step file(String relative) {
    Path path = root.resolve(relative);
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (attributes.isRegularFile()) {
        return new Step(relative, path, Kind.FILE, attributes.size(), Optional.empty());
      }
    } catch (IOException e) {
      // A link to nothing, or it was removed meanwhile.
    }
    Kind kind = Files.isSymbolicLink(path) ? Kind.LINK : Kind.SPECIAL;
    return new Step(relative, path, kind, 0, Optional.empty());
  }

  /** Goes into a folder; what comes back is why that cannot be done. */
  private Optional<Step> enter(String relative) {
    Path folder = relative.isEmpty() ? root : root.resolve(relative);
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        boolean isFolder = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
        names.add(relative + entry.getFileName() + (isFolder ? "/" : ""));
      }
    } catch (DirectoryIteratorException e) {
      return Optional.of(Step.locked(relative, folder, e.getCause()));
    } catch (IOException e) {
      return Optional.of(Step.locked(relative, folder, e));
    }
    Collections.sort(names, FolderWalk::byBytes);
    open.push(names.iterator());
    return Optional.empty();
  }

  /** The order of the UTF-8 bytes, which is that of the code points and not that of the chars. */
  static int byBytes(String one, String other) {
    int common = Math.min(one.length(), other.length());
    for (int at = 0; at < common; at++) {
      char first = one.charAt(at);
      char second = other.charAt(at);
      if (first != second) {
        boolean firstHigh = Character.isSurrogate(first);
        boolean secondHigh = Character.isSurrogate(second);
        return firstHigh == secondHigh ? first - second : Boolean.compare(firstHigh, secondHigh);
      }
    }
    return one.length() - other.length();
  }
}
