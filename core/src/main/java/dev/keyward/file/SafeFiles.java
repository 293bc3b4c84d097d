package dev.keyward.file;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.io.AtomicFiles;
import dev.keyward.internal.io.FileGroup;
import dev.keyward.internal.io.LinkRule;
import dev.keyward.internal.io.OpenedStream;
import dev.keyward.internal.io.OwnerOnly;
import dev.keyward.internal.io.Patience;
import dev.keyward.internal.io.WholeFile;
import dev.keyward.internal.io.folder.ClaimedFolder;
import dev.keyward.internal.io.folder.WritableFolder;
import dev.keyward.secret.SecretOutput;
import dev.keyward.text.StandIn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes files the way Keyward does everywhere: bounded reading, writing whole or not at
 * all.
 */
public final class SafeFiles {

  private SafeFiles() {}

  /**
   * Writes {@code content} to {@code target}: a temporary file beside it, synced, then put in place
   * in one step.
   *
   * @param replace whether a file of that name may be replaced
   * @param ownerOnly whether only its owner may read it (0600, or an ACL), from the first byte on
   * @throws java.nio.file.FileAlreadyExistsException if it exists and {@code replace} is false
   */
  public static void write(Path target, byte[] content, boolean replace, boolean ownerOnly)
      throws IOException {
    if (replace) {
      AtomicFiles.replace(target, content, ownerOnly);
    } else {
      AtomicFiles.create(target, content, ownerOnly);
    }
  }

  /**
   * Creates many files in {@code folder}, each whole or not at all, syncing them together.
   *
   * @return those that could not be written, also because something has their name, and why
   */
  public static Map<Path, IOException> createGroup(Path folder, Map<Path, byte[]> contents)
      throws IOException {
    try (ClaimedFolder unfinished = ClaimedFolder.openIn(folder, AtomicFiles.TEMPORARY)) {
      return FileGroup.create(contents, unfinished.content(), failed -> failed);
    }
  }

  /**
   * Says early, before slow work, that nothing can be made in {@code folder}, or in what is there
   * of the path to it: makes something there and removes it.
   *
   * @throws java.nio.file.FileSystemException that names the folder that takes nothing
   */
  public static void requireWritableFolder(Path folder) throws IOException {
    WritableFolder.require(folder);
  }

  /** The same of the folder in which {@code file} is to be made. */
  public static void requireWritableFolderOf(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    requireWritableFolder(Optional.ofNullable(absolute.getParent()).orElse(absolute));
  }

  /**
   * Refuses a path whose last name is a symbolic link, unless the system names an open stream so.
   *
   * @throws java.nio.file.FileSystemException that has what the link leads to as its other file
   */
  public static void requireNoLink(Path path) throws IOException {
    LinkRule.require(path);
  }

  /** Whether output is taken there at once and replaces nothing, as by a pipe. */
  public static boolean takesOutput(Path path) throws IOException {
    return OpenedStream.takesOutput(path);
  }

  /** Whether a symbolic link was refused; what it leads to is the failure's other file. */
  public static boolean refusedLink(FileSystemException failure) {
    return LinkRule.isRefusal(failure);
  }

  /** Whether an output such as a pipe failed because its reader closed it before the end. */
  public static boolean isReaderGone(FileSystemException failure) {
    return OpenedStream.isReaderGone(failure);
  }

  /**
   * Opens a log to append to, which is made where there is none.
   *
   * @throws FileSystemException for a link in a folder in which other users can put one
   */
  public static FileChannel append(Path log) throws IOException {
    return FileChannel.open(log, LinkRule.appending(log));
  }

  /** Makes a folder that only its owner may enter, where there is none; not its parents. */
  public static void createOwnerFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      OwnerOnly.newFolder(folder);
    }
  }

  /**
   * Opens {@code file} to be read in a stream. What a shell hands over as {@code /dev/fd/63} may be
   * a pipe.
   *
   * @throws java.nio.file.FileSystemException where it is another pipe or a device: nobody may ever
   *     write to it
   */
  public static InputStream open(Path file) throws IOException {
    OpenedStream.requireReadable(file);
    return Patience.SYSTEM.stream(file);
  }

  /**
   * The content of {@code file}.
   *
   * @param limit the most bytes to take
   * @throws MalformedInputException code {@code too-large}, without reading the rest; {@code
   *     stand-in} where the content was not fetched or not decrypted
   */
  public static byte[] readAtMost(Path file, int limit)
      throws IOException, MalformedInputException {
    OpenedStream.requireReadable(file);
    byte[] content = Patience.SYSTEM.run(() -> WholeFile.read(file, limit + 1));
    if (content.length > limit) {
      throw tooLarge(file.toString(), limit);
    }
    StandIn.refuse(content, file.toString());
    return content;
  }

  /**
   * What {@code in} holds, for instance standard input; it is not closed.
   *
   * @param limit the most bytes to take
   * @param where the place that an error names
   * @throws MalformedInputException code {@code too-large}, without reading the rest; {@code
   *     stand-in} where the content was not fetched or not decrypted
   */
  public static byte[] readAtMost(InputStream in, int limit, String where)
      throws IOException, MalformedInputException {
    byte[] content = in.readNBytes(limit);
    if (content.length == limit && in.read() >= 0) {
      throw tooLarge(where, limit);
    }
    StandIn.refuse(content, where);
    return content;
  }

  /**
   * Reads a secret; {@code in} is not closed.
   *
   * @param where the place that an error names
   * @throws MalformedInputException code {@code too-large} where {@code content} does not take it
   *     all; {@code stand-in} where it was not fetched or not decrypted
   */
  public static void read(InputStream in, SecretOutput content, String where)
      throws IOException, MalformedInputException {
    try {
      content.fill(in);
    } catch (SecretOutput.Full e) {
      throw tooLarge(where, content.most());
    }
    byte[] whole = content.copy();
    try {
      StandIn.refuse(whole, where);
    } finally {
      Arrays.fill(whole, (byte) 0);
    }
  }

  private static MalformedInputException tooLarge(String where, int limit) {
    return new MalformedInputException(
        Fault.of("too-large", where, "more than " + limit + " bytes", "at most that many"));
  }
}
