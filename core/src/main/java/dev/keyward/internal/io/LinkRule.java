package dev.keyward.internal.io;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Nothing is written through a symbolic link: who may write to a folder could have put it there,
 * and it may lead to a file that only the user can write to. The names that a system gives to open
 * streams, such as {@code /dev/stdout}, are links too and belong to the system. Shared memory and
 * message queues are below {@code /dev} too, but anybody can put links there.
 */
public final class LinkRule {

  private static final String REASON = "is a link, and nothing is written through a link";

  private static final List<String> OF_THE_SYSTEM = List.of("/dev", "/proc");
  private static final List<String> OF_ANYBODY = List.of("/dev/shm", "/dev/mqueue");

  private LinkRule() {}

  /**
   * Refuses a path whose last name is a link.
   *
   * @throws FileSystemException that has what the link leads to as its other file
   */
  public static void require(Path target) throws IOException {
    if (Files.isSymbolicLink(target) && !isOfTheSystem(target)) {
      Path other = target.resolveSibling(Files.readSymbolicLink(target)).normalize();
      throw new FileSystemException(target.toString(), other.toString(), REASON);
    }
  }

  /**
   * How a log is opened to be appended to. A log may lie on another disk, so a link is followed,
   * but not in a folder in which other users can put one.
   *
   * @throws FileSystemException as {@link #require}
   */
  public static Set<OpenOption> appending(Path log) throws IOException {
    Path folder = AtomicFiles.folderOf(log.toAbsolutePath());
    if (Files.isDirectory(folder) && OwnerOnly.isWritableByOthers(folder)) {
      require(log);
      return Set.of(CREATE, APPEND, LinkOption.NOFOLLOW_LINKS);
    }
    return Set.of(CREATE, APPEND);
  }

  /** Whether {@link #require} threw it: other failures name two files too, such as of a rename. */
  public static boolean isRefusal(FileSystemException failure) {
    return REASON.equals(failure.getReason());
  }

  private static boolean isOfTheSystem(Path target) {
    Path absolute = target.toAbsolutePath().normalize();
    return OF_THE_SYSTEM.stream().anyMatch(absolute::startsWith)
        && OF_ANYBODY.stream().noneMatch(absolute::startsWith);
  }
}
