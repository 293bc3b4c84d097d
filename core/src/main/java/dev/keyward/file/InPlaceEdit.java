package dev.keyward.file;

import dev.keyward.internal.crypto.Jdk;
import dev.keyward.internal.io.AtomicOutput;
import dev.keyward.internal.io.EditLock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * One edit of one file: what is made of a file's content takes the place of the file, whole or not
 * at all. From before the file is read until the new content has its name, no other edit of the
 * file is under way, in this process or another: an edit that began later reads what this one
 * wrote. A program that takes no locks may still write to the file; then nothing is replaced.
 */
public final class InPlaceEdit implements AutoCloseable {

  private final Path named;
  private final EditLock lock;
  private final byte[] before;
  private AtomicOutput output;

  private InPlaceEdit(Path named, EditLock lock, byte[] before) {
    this.named = named;
    this.lock = lock;
    this.before = before;
  }

  /**
   * Begins; waits at most 30 seconds for another edit of the file.
   *
   * @param file its name; a symbolic link is followed, and the file it leads to is replaced
   * @throws FileSystemException where it is no file, another edit takes longer, or the folder takes
   *     no lock file
   */
  public static InPlaceEdit of(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FileSystemException(file.toString(), null, "is no file that could be replaced");
    }
    EditLock lock = EditLock.of(file);
    try {
      return new InPlaceEdit(file, lock, digest(lock.file()));
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** The file to read, no link. */
  public Path file() {
    return lock.file();
  }

  /** Where the new content goes; the file stays as it is until {@link #commit}. */
  public OutputStream stream() throws IOException {
    if (output == null) {
      output = new AtomicOutput(lock.file(), true);
    }
    return output.stream();
  }

  /**
   * Puts what was written in the place of the file. Who reads the file has closed it by then.
   *
   * @throws FileSystemException where the file is no longer what it was when the edit began
   */
  public void commit() throws IOException {
    output.sync();
    requireUnchanged();
    output.place();
  }

  /**
   * Refuses a file that another program wrote to since the edit began.
   *
   * @throws FileSystemException that says so
   */
  public void requireUnchanged() throws IOException {
    if (!MessageDigest.isEqual(before, digest(lock.file()))) {
      throw new FileSystemException(
          named.toString(),
          null,
          "another program changed it during the edit; Keyward did not write to it; run the same"
              + " command again");
    }
  }

  private static byte[] digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestOutputStream out =
            new DigestOutputStream(OutputStream.nullOutputStream(), Jdk.digest("SHA-256"))) {
      in.transferTo(out);
      return out.getMessageDigest().digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Removes what was not committed, and lets the next edit begin. */
  @Override
  public void close() throws IOException {
    try {
      if (output != null) {
        output.close();
      }
    } finally {
      lock.close();
    }
  }
}
