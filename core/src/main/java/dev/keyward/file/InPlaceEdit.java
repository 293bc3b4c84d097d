package dev.keyward.file;

import dev.keyward.internal.crypto.Jdk;
import dev.keyward.internal.io.AtomicOutput;
import dev.keyward.internal.io.EditLock;
import dev.keyward.internal.io.KeptFile;
import dev.keyward.internal.io.LinkRule;
import dev.keyward.internal.io.Patience;
import dev.keyward.internal.io.Unfinished;
import dev.keyward.internal.io.WholeFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.security.DigestOutputStream;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * One edit of one file: what is made of a file's content takes the place of the file, whole or not
 * at all. From before the file is read until the new content has its name, no other edit of the
 * file is under way, in this process or another: an edit that began later reads what this one
 * wrote. A program that takes no locks may still write to the file; then nothing is replaced.
 *
 * <p>A file of up to {@link #MOST_HELD} bytes is read once, when the edit begins: the edit works on
 * these bytes, and they are compared with the file before it is replaced. A longer one is read
 * where it lies, and its digest is compared.
 */
public final class InPlaceEdit implements AutoCloseable {

  /** The most bytes of a file that is held: 64 MiB, or an eighth of the heap if that is less. */
  public static final int MOST_HELD =
      (int) Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 8);

  private static final int CHUNK = 1 << 16;

  private final Path named;
  private final EditLock lock;
  private final Optional<byte[]> held;
  private final byte[] before;
  private final Optional<UserPrincipal> owner;
  private Optional<AtomicOutput> output = Optional.empty();

  private InPlaceEdit(Path named, EditLock lock) throws IOException {
    this.named = named;
    this.lock = lock;
    this.held = lock.use(() -> held(lock.file()));
    this.before = held.isPresent() ? new byte[0] : lock.use(() -> digest(lock.file()));
    this.owner = owner(lock.file());
  }

  private static Optional<UserPrincipal> owner(Path file) {
    try {
      return Optional.of(Files.getOwner(file));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /**
   * Whose the file was when the edit began, where it is another's after {@link #commit}: the system
   * lets only an administrator give a file away.
   */
  public Optional<String> formerOwner() {
    Optional<UserPrincipal> now = owner(lock.file());
    return owner
        .filter(before -> now.isPresent() && !now.get().equals(before))
        .map(UserPrincipal::getName);
  }

  /** The whole file; empty where it is too long, also because it grows meanwhile. */
  private static Optional<byte[]> held(Path file) throws IOException {
    if (Files.size(file) > MOST_HELD) {
      return Optional.empty();
    }
    byte[] start = Patience.SYSTEM.run(() -> WholeFile.read(file, MOST_HELD + 1));
    return start.length <= MOST_HELD ? Optional.of(start) : Optional.empty();
  }

  /**
   * Begins; waits at most 30 seconds for another edit of the file.
   *
   * @throws FileSystemException where it is a symbolic link or no file, another edit takes longer,
   *     or the folder takes no lock file
   */
  public static InPlaceEdit of(Path file) throws IOException {
    LinkRule.require(file);
    if (KeptFile.leadsToOther(file)) {
      throw new FileSystemException(
          file.toString(), null, "is not a file that Keyward could replace");
    }
    EditLock lock = EditLock.of(file);
    try {
      return new InPlaceEdit(file, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** The file, no link; what it held is read from {@link #content}, where that is there. */
  public Path file() {
    return lock.file();
  }

  /**
   * How many other names the file has, which keep the old content; 0 where the system does not
   * count them.
   */
  public int otherNames() throws IOException {
    try {
      return (int) Files.getAttribute(file(), "unix:nlink") - 1;
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return 0;
    }
  }

  /** A copy of what the file held when the edit began; empty where it is too long to be held. */
  public Optional<byte[]> content() {
    return held.map(byte[]::clone);
  }

  /** The same from its start, also of a file that is too long to be held. */
  public InputStream open() throws IOException {
    return held.isPresent()
        ? new ByteArrayInputStream(held.get())
        : lock.use(() -> Patience.SYSTEM.stream(lock.file()));
  }

  /** Where the new content goes; the file stays as it is until {@link #commit}. */
  public OutputStream stream() throws IOException {
    if (output.isEmpty()) {
      output = Optional.of(lock.replacement());
    }
    return output.get().stream();
  }

  /**
   * Puts what was written in the place of the file. Who reads the file has closed it by then.
   *
   * @throws FileSystemException where the file is no longer what it was when the edit began
   */
  public void commit() throws IOException {
    AtomicOutput written = ready();
    lock.use(() -> place(written));
  }

  /**
   * The same.
   *
   * @param then runs in the same step, which does not begin once the process has to end
   */
  public void commit(Runnable then) throws IOException {
    AtomicOutput written = ready();
    Unfinished.step(
        () -> {
          lock.use(() -> place(written));
          then.run();
          return named;
        });
  }

  private Path place(AtomicOutput written) throws IOException {
    written.place();
    return named;
  }

  private AtomicOutput ready() throws IOException {
    AtomicOutput written =
        output.orElseThrow(() -> new IllegalStateException("nothing was written"));
    written.sync();
    requireUnchanged();
    return written;
  }

  /**
   * Refuses a file that another program wrote to since the edit began.
   *
   * @throws FileSystemException that says so
   */
  public void requireUnchanged() throws IOException {
    if (!isUnchanged()) {
      throw new FileSystemException(
          named.toString(),
          null,
          "another program changed it during the edit; Keyward did not write to it; run the same"
              + " command again");
    }
  }

  private boolean isUnchanged() throws IOException {
    return held.isPresent()
        ? lock.use(() -> isContent(lock.file(), held.get()))
        : Arrays.equals(before, lock.use(() -> digest(lock.file())));
  }

  private static boolean isContent(Path file, byte[] content) throws IOException {
    try (InputStream in = Patience.SYSTEM.stream(file)) {
      int at = 0;
      byte[] chunk = in.readNBytes(CHUNK);
      while (chunk.length > 0) {
        int end = at + chunk.length;
        if (end > content.length || !Arrays.equals(chunk, 0, chunk.length, content, at, end)) {
          return false;
        }
        at = end;
        chunk = in.readNBytes(CHUNK);
      }
      return at == content.length;
    }
  }

  private static byte[] digest(Path file) throws IOException {
    try (InputStream in = Patience.SYSTEM.stream(file);
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
      if (output.isPresent()) {
        output.get().close();
      }
    } finally {
      lock.close();
    }
  }
}
