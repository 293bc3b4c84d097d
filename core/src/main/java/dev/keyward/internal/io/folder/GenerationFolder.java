package dev.keyward.internal.io.folder;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.io.AtomicFiles;
import dev.keyward.internal.io.FileStamp;
import dev.keyward.internal.io.KeptFile;
import dev.keyward.internal.io.OwnerOnly;
import dev.keyward.internal.io.Patience;
import dev.keyward.internal.io.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder whose files change together. They lie in a generation, a folder of its own with a random
 * name; the file {@code current} names the one that counts and is replaced in one step. Readers
 * take no lock and never see a mix. Writers must hold the {@link StoreLock}.
 *
 * <p>Generations are named at random, not counted: a folder that was removed and made again must
 * not look to a reader like the one it began to read.
 */
public final class GenerationFolder {
  private static final Fault.Kind STORED =
      new Fault.Kind("damaged-store", "", "a guardian of the store");
  private static final String POINTER = "current";
  private static final String NAME = "[0-9a-f]{16}";
  private static final int NAME_LENGTH = 16;
  private static final int MOST_TRIES = 1000;
  private static final int SAME_TRIES = 10;
  private static final int MOST_STAMPED = 300;

  private final Path folder;
  private final Fault.Kind damage;

  /** Of a guardian in the store; the folder need not exist. */
  public GenerationFolder(Path folder) {
    this(folder, STORED);
  }

  /**
   * The folder need not exist.
   *
   * @param damage the kind of error that names the folder where it is damaged
   */
  public GenerationFolder(Path folder, Fault.Kind damage) {
    this.folder = folder;
    this.damage = damage;
  }

  /** Reads the files of one generation. */
  @FunctionalInterface
  public interface Reader<T> {
    /** Reads from {@code generation}; a {@link NoSuchFileException} makes it start anew. */
    T read(Path generation) throws IOException, KeywardException;
  }

  /** Whether anything has the folder's name. */
  public boolean exists() {
    return Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether it is a folder itself, and no link to one. */
  public boolean isFolder() {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
  }

  /** The name of the generation that counts now; empty where there is none. Cheap. */
  public String current() throws IOException {
    return pointerOrNothing();
  }

  /**
   * What changes whenever a file of the current generation changes, as far as sizes, times and
   * identities of files tell; empty where there is no generation. Cheap.
   */
  public String stamp() throws IOException {
    String current = pointerOrNothing();
    Path generation = folder.resolve(current);
    if (current.isEmpty() || !Files.isDirectory(generation, LinkOption.NOFOLLOW_LINKS)) {
      return current;
    }
    StringBuilder stamps = new StringBuilder(current);
    try (Stream<Path> files = Files.walk(generation, 2)) {
      for (Path file : files.limit(MOST_STAMPED).sorted().toList()) {
        if (Files.isRegularFile(file)) {
          stamps.append(' ').append(file.getFileName()).append(FileStamp.of(file).marks());
        }
      }
    } catch (UncheckedIOException | NoSuchFileException e) {
      // A writer removes it: the next look sees the next generation.
      return current;
    }
    return stamps.toString();
  }

  /** Where the generation of that name lies. */
  public Path path(String generation) {
    return folder.resolve(generation);
  }

  /** The names of all generations that lie in the folder, also of those that do not count. */
  public List<String> generations() throws IOException {
    List<String> names = new ArrayList<>();
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> entries = Patience.SYSTEM.list(folder)) {
        for (Path entry : entries) {
          String name = entry.getFileName().toString();
          if (name.matches(NAME) && names.size() < MOST_STAMPED) {
            names.add(name);
          }
        }
      }
    }
    return names;
  }

  /**
   * What {@code reader} makes of the current generation; empty if the folder is not there.
   *
   * @throws MalformedInputException code {@code damaged-store}, naming the folder
   */
  public <T> Optional<T> read(Reader<T> reader) throws IOException, KeywardException {
    int same = 0;
    for (int i = 0; i < MOST_TRIES && exists(); i++) {
      String before = "";
      try {
        before = pointer();
        return Optional.of(reader.read(folder.resolve(before)));
      } catch (NoSuchFileException e) {
        // A writer came between, or the folder is damaged: then nothing changes.
        same = before.equals(pointerOrNothing()) ? same + 1 : 0;
        if (same == SAME_TRIES && exists()) {
          throw damage.at(folder.toString()).malformed("no file " + e.getFile(), e);
        }
      }
    }
    if (exists()) {
      throw damage
          .at(folder.toString())
          .malformed("files that change faster than they can be read");
    }
    return Optional.empty();
  }

  /** Makes the folder with a first generation, in one step. */
  public void create(String generation, Map<String, byte[]> files) throws IOException {
    try (ClaimedFolder fresh =
        ClaimedFolder.in(AtomicFiles.folderOf(folder), AtomicFiles.TEMPORARY)) {
      Path temporary = fresh.content();
      write(temporary.resolve(generation), files);
      AtomicFiles.writeNew(temporary.resolve(POINTER), line(generation), true);
      AtomicFiles.syncFolder(temporary);
      AtomicFiles.rename(temporary, folder);
      AtomicFiles.syncFolder(AtomicFiles.folderOf(folder));
    }
  }

  /** Puts a new generation in the place of the current one, in one step. */
  public void replace(String generation, Map<String, byte[]> files) throws IOException {
    Path fresh = folder.resolve(generation);
    if (Files.exists(fresh, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(fresh.toString());
    }
    try {
      write(fresh, files);
      AtomicFiles.syncFolder(folder);
      KeptFile.replace(folder.resolve(POINTER), line(generation));
    } catch (IOException | RuntimeException e) {
      if (!pointerOrNothing().equals(generation)) {
        Trees.delete(fresh);
      }
      throw e;
    }
    clean();
  }

  /** Removes the folder: out of sight in one step, then from the disk. */
  public void remove(String mark) throws IOException {
    Path aside = folder.resolveSibling(AtomicFiles.TEMPORARY + "removed-" + mark);
    AtomicFiles.rename(folder, aside);
    AtomicFiles.syncFolder(AtomicFiles.folderOf(folder));
    Trees.delete(aside);
  }

  /** Removes what killed writers left in the folder; nothing that is not of Keyward's making. */
  public void clean() throws IOException {
    String current = pointerOrNothing();
    // A pointer that is damaged may name nothing that is there: then all the rest is the rescue.
    if (!Files.isDirectory(folder.resolve(current)) || current.isEmpty()) {
      return;
    }
    try (DirectoryStream<Path> entries = Patience.SYSTEM.list(folder)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        boolean stale = name.matches(NAME) && !name.equals(current);
        if (stale || name.startsWith(AtomicFiles.TEMPORARY)) {
          removeStale(entry);
        }
      }
    }
  }

  /** One that another program still reads stays for the next writer: it no longer counts. */
  private static void removeStale(Path entry) throws IOException {
    try {
      Trees.delete(entry);
    } catch (IOException e) {
      if (!Patience.SYSTEM.isInUse(e)) {
        throw e;
      }
    }
  }

  private static void write(Path generation, Map<String, byte[]> files) throws IOException {
    OwnerOnly.newFolder(generation);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = generation.resolve(file.getKey());
      OwnerOnly.createFolders(AtomicFiles.folderOf(path));
      AtomicFiles.writeNew(path, file.getValue(), true);
      AtomicFiles.syncFolder(AtomicFiles.folderOf(path));
    }
    AtomicFiles.syncFolder(generation);
  }

  private String pointer() throws IOException, MalformedInputException {
    if (!isFolder()) {
      if (!exists()) {
        throw new NoSuchFileException(folder.toString());
      }
      throw damage.at(folder.toString()).malformed("something that is not a folder");
    }
    Path pointer = folder.resolve(POINTER);
    if (KeptFile.isOther(pointer)) {
      throw damage.at(folder.toString()).malformed("a link or a folder " + POINTER);
    }
    try (InputStream in = Patience.SYSTEM.stream(pointer)) {
      String name = new String(in.readNBytes(NAME_LENGTH + 2), StandardCharsets.US_ASCII).strip();
      if (!name.matches(NAME)) {
        throw damage
            .at(folder.toString())
            .malformed("a file " + POINTER + " that names no generation");
      }
      return name;
    }
  }

  private String pointerOrNothing() throws IOException {
    try {
      return pointer();
    } catch (NoSuchFileException | MalformedInputException e) {
      return "";
    }
  }

  private static byte[] line(String generation) {
    return (generation + "\n").getBytes(StandardCharsets.US_ASCII);
  }
}
