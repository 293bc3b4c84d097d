package dev.keyward.internal.io;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.spi.FileSystemProvider;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Repeats a step that fails because another program has the file open. Only Windows lets a program
 * keep others from replacing, removing or opening a file; backups, virus scanners and indexers do
 * so for moments. The step is repeated after 10, 20, 40 ... milliseconds, for 2 seconds in all.
 * Safe for use by several threads.
 */
public final class Patience {

  /** What an error says when the other program did not let go. */
  public static final String IN_USE =
      "open in another program (a backup, a virus scanner, an editor)";

  private static final Duration FIRST = Duration.ofMillis(10);
  private static final Duration MOST = Duration.ofSeconds(2);

  private static final boolean WINDOWS = File.separatorChar == '\\';

  /** The patience of this system, in real time. */
  public static final Patience SYSTEM = new Patience(WINDOWS, Rest.SLEEP, Integer.MAX_VALUE);

  /** Waits for nothing. */
  static final Patience NONE = new Patience(WINDOWS, Rest.SLEEP, 0);

  private final boolean windows;
  private final Rest rest;
  private final AtomicInteger left;

  private Patience(boolean windows, Rest rest, int mostInVain) {
    this.windows = windows;
    this.rest = rest;
    this.left = new AtomicInteger(mostInVain);
  }

  /** The patience of Windows, which rests as it is told. */
  public static Patience ofWindows(Rest rest) {
    return new Patience(true, rest, Integer.MAX_VALUE);
  }

  /** The patience of a system on which an open file is in nobody's way. */
  public static Patience ofOtherSystems() {
    return new Patience(false, Rest.SLEEP, 0);
  }

  /**
   * The same for many files: once it waited for so many in vain, it waits no more. A folder may
   * hold thousands that the user may not read at all.
   */
  public Patience forMany(int mostInVain) {
    return new Patience(windows, rest, mostInVain);
  }

  /** A step that can be repeated. */
  @FunctionalInterface
  public interface Step<T> {
    /** Does all or nothing. */
    T take() throws IOException;
  }

  /** The result of the step, or its last failure. */
  public <T> T run(Step<T> step) throws IOException {
    Rests rests = new Rests();
    while (true) {
      try {
        return step.take();
      } catch (IOException e) {
        if (!isInUse(e) || !rests.another()) {
          throw e;
        }
      }
    }
  }

  /**
   * Whether the file goes away within 2 seconds, on any system: another process that writes it
   * gives it its name then. Waits for no more files in vain than {@link #forMany} says.
   */
  public boolean isGoneSoon(Path file) throws InterruptedIOException {
    Rests rests = new Rests();
    while (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      if (!rests.another()) {
        return false;
      }
    }
    return true;
  }

  /** The rests for one file: 10, 20, 40 ... milliseconds, 2 seconds in all. */
  private final class Rests {
    private Duration waited = Duration.ZERO;
    private Duration next = FIRST;

    /** Rests again; false where the time is over, or too many files took it all in vain. */
    boolean another() throws InterruptedIOException {
      if (left.get() <= 0) {
        return false;
      }
      Duration time = least(next, MOST.minus(waited));
      if (time.isZero()) {
        left.decrementAndGet();
        return false;
      }
      rest.take(time);
      waited = waited.plus(time);
      next = next.multipliedBy(2);
      return true;
    }
  }

  private static Duration least(Duration first, Duration second) {
    return first.compareTo(second) < 0 ? first : second;
  }

  /**
   * Whether another program's handle can be the reason. The words are in the user's language, and
   * Windows says "access denied" for it too; Java has a type of its own for every other reason.
   */
  public boolean isInUse(IOException failure) {
    return windows
        && (failure.getClass() == FileSystemException.class
            || failure.getClass() == IOException.class
            || failure instanceof AccessDeniedException
            || failure instanceof DirectoryNotEmptyException);
  }

  /** Opens a file to be read from its start. */
  public InputStream stream(Path file) throws IOException {
    return run(() -> Files.newInputStream(file));
  }

  /** Opens a file to be read anywhere. */
  public FileChannel channel(Path file) throws IOException {
    return run(() -> FileChannel.open(file, StandardOpenOption.READ));
  }

  /** Opens a folder to be listed, which Windows refuses while another process removes it. */
  public DirectoryStream<Path> list(Path folder) throws IOException {
    FileSystemProvider provider = folder.getFileSystem().provider();
    return run(() -> provider.newDirectoryStream(folder, entry -> true));
  }

  /** Removes a file, if it is there. */
  public void delete(Path file) throws IOException {
    run(() -> Files.deleteIfExists(file));
  }
}
