package dev.keyward.guardian.folder;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianName;
import dev.keyward.internal.io.AtomicFiles;
import dev.keyward.internal.io.OwnerOnly;
import dev.keyward.internal.io.Patience;
import dev.keyward.internal.io.Trees;
import dev.keyward.internal.io.folder.GenerationFolder;
import dev.keyward.internal.io.folder.StoreLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folders of a store: which of them are guardians, and who may write. */
public final class StoreFolders {

  private static final String NOWHERE = "keyward-nowhere-";

  /** How deep a certificate is: {@code GENERATION/public/FILE}. */
  private static final int DEPTH = 3;

  private static final int MOST_REMAINS = 256;

  private final Path directory;
  private final Path guardians;
  private final SecureRandom random;

  /**
   * The folders of the store in that directory, which need not exist.
   *
   * @param random names the generations
   */
  public StoreFolders(Path directory, SecureRandom random) {
    this.directory = directory;
    this.guardians = directory.resolve("guardians");
    this.random = random;
  }

  /** A path for "no store". Nobody can guess its name, so nobody can put a store there. */
  public static Path nowhere(SecureRandom random) {
    byte[] name = new byte[16];
    random.nextBytes(name);
    return Path.of(System.getProperty("java.io.tmpdir"), NOWHERE + HexFormat.of().formatHex(name));
  }

  /** Refuses to write if there is no store. */
  private static void requireSomewhere(Path directory) throws IOException {
    if (directory.getFileName().toString().startsWith(NOWHERE)) {
      throw new FileSystemException("none", null, "no store, so nothing can be kept there");
    }
  }

  /** The folder that others than its owner may write to, if there is one. */
  public Optional<Path> writableByOthers() throws IOException {
    for (Path folder : List.of(directory, guardians)) {
      if (Files.exists(folder) && OwnerOnly.isWritableByOthers(folder)) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  /** The names of all folders of guardians, in lower case and no order. */
  public List<GuardianName> names() throws IOException, KeywardException {
    List<GuardianName> names = new ArrayList<>();
    for (Path entry : entries()) {
      if (isGuardian(entry)) {
        names.add(GuardianName.parse(entry.getFileName().toString()));
      }
    }
    return names;
  }

  /**
   * Whether anything lies where the private keys of that guardian would be, damaged or not; also
   * where nobody can look.
   */
  public boolean mayHoldKeys(GuardianName name) {
    try (Stream<Path> files = Files.walk(path(name))) {
      return files.anyMatch(file -> file.toString().matches(".*\\.(p12|ref)"));
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException | UncheckedIOException e) {
      return true;
    }
  }

  /** The files of certificates in that guardian's folder, as far as they can be seen. */
  public List<Path> certificates(GuardianName name) {
    try (Stream<Path> files = Files.walk(path(name), DEPTH)) {
      return files.filter(file -> file.toString().endsWith(".cer")).limit(MOST_REMAINS).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  /** What a writer does while it has the lock, after clearing away what killed ones left. */
  public <T> T writing(Change<T> change) throws IOException, KeywardException {
    requireSomewhere(directory);
    OwnerOnly.createFolders(guardians);
    StoreLock lock = StoreLock.acquire(directory);
    try {
      clean();
      return change.make();
    } finally {
      lock.close();
    }
  }

  /** What a writer does. */
  @FunctionalInterface
  public interface Change<T> {
    /** Makes the change and returns its result. */
    T make() throws IOException, KeywardException;
  }

  private void clean() throws IOException {
    for (Path entry : entries()) {
      try {
        clean(entry);
      } catch (AccessDeniedException e) {
        // An entry that cannot be cleaned must not stop the change of another entry.
        continue;
      }
    }
  }

  private static void clean(Path entry) throws IOException {
    if (entry.getFileName().toString().startsWith(AtomicFiles.TEMPORARY)) {
      Trees.delete(entry);
    } else if (isGuardian(entry)) {
      new GenerationFolder(entry).clean();
    }
  }

  /** Folders and symbolic links under names a guardian can have; plain files are not ours. */
  private static boolean isGuardian(Path entry) {
    try {
      String name = entry.getFileName().toString();
      return !Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
          && GuardianName.parse(name).key().equals(name);
    } catch (MalformedInputException e) {
      return false;
    }
  }

  private List<Path> entries() throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Patience.SYSTEM.list(guardians)) {
      stream.forEach(entries::add);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return entries;
  }

  /** The folder of the guardian of that name, which need not exist. */
  public GenerationFolder of(GuardianName name) {
    return new GenerationFolder(path(name));
  }

  /** Where that folder is. */
  public Path path(GuardianName name) {
    return guardians.resolve(name.key());
  }

  /** A name that no generation ever had. */
  public String freshName() {
    byte[] name = new byte[8];
    random.nextBytes(name);
    return HexFormat.of().formatHex(name);
  }
}
