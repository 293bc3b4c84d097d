package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** A fresh copy of {@code fixtures/store-test-only}, in which commands run as in their folder. */
final class Playground {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));

  /** Asked once: to find the disk of a file costs more than to copy it. */
  private static final boolean POSIX =
      FIXTURES.getFileSystem().supportedFileAttributeViews().contains("posix");

  private static final Map<String, List<Copied>> COPIED = new ConcurrentHashMap<>();

  private static final Pattern SECRET =
      Pattern.compile(
          ".*/(store|hgs|hgs-node|hgs-measured|branch-hgs|branch-host|empty-passphrase-store"
              + "|misread-passphrase-store|[a-z-]*passphrase.txt)(/.*)?");

  private final Path folder;

  private Playground(Path folder) {
    this.folder = folder;
  }

  /** Copies everything into {@code folder}, which must be empty or not there. */
  static Playground in(Path folder) {
    return of("store-test-only", folder);
  }

  /** The same of another folder of {@code fixtures}. */
  static Playground of(String fixtures, Path folder) {
    return copy(COPIED.computeIfAbsent(fixtures, name -> read(name, QuickKeyFiles::of)), folder);
  }

  /** The same with the key files as they were written, which take most of a second to open. */
  static Playground unchanged(String fixtures, Path folder) {
    return copy(read(fixtures, UnaryOperator.identity()), folder);
  }

  private static Playground copy(List<Copied> all, Path folder) {
    try {
      for (Copied copied : all) {
        copied.to(folder.resolve(copied.name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Playground(folder);
  }

  private static List<Copied> read(String fixtures, UnaryOperator<Path> form) {
    Path source = FIXTURES.resolve(fixtures);
    try (Stream<Path> all = Files.walk(source)) {
      List<Copied> read = new ArrayList<>();
      for (Path from : (Iterable<Path>) all::iterator) {
        String name = source.relativize(from).toString().replace('\\', '/');
        read.add(Copied.of(name, form.apply(from)));
      }
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A file or folder of the fixtures, which hundreds of tests copy: it is read once.
   *
   * @param content of a file; empty for a folder
   * @param isSecret a checkout forgets the permissions, which stores and passphrase files are
   *     particular about
   */
  private record Copied(String name, Optional<byte[]> content, boolean isSecret) {

    static Copied of(String name, Path from) throws IOException {
      boolean isFolder = Files.isDirectory(from);
      return new Copied(
          name,
          isFolder ? Optional.empty() : Optional.of(Files.readAllBytes(from)),
          SECRET.matcher("/" + name).matches());
    }

    void to(Path path) throws IOException {
      if (content.isEmpty()) {
        Files.createDirectories(path);
        permit(path, isSecret ? "rwx------" : "rwxr-xr-x");
      } else {
        Files.write(path, content.get());
        permit(path, isSecret ? "rw-------" : "rw-r--r--");
      }
    }
  }

  private static void permit(Path path, String permissions) throws IOException {
    if (POSIX) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }

  /** A copy of all that is here now, in a folder that is empty or not there. */
  Playground copiedTo(Path to) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path from : (Iterable<Path>) all::iterator) {
        Path target = to.resolve(folder.relativize(from).toString());
        if (!Files.isDirectory(target)) {
          Files.copy(from, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return new Playground(to);
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  byte[] bytes(String name) {
    try {
      return Files.readAllBytes(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a command run here meets: its own store, and nobody at a terminal. */
  Run.Setting setting() {
    return Run.in(folder)
        .variables(
            Map.of(
                "KEYWARD_STORE", folder.resolve("store").toString(),
                "HOSTNAME", "TESTHOST",
                "GOOD_PASSPHRASE", "correct horse"));
  }

  /** The same on another disk, which has the same files. */
  Run.Setting on(WatchedDisk disk) {
    return setting().on(disk);
  }

  /** The variables of a process that looks at the store. */
  Map<String, String> variables() {
    return Map.of("KEYWARD_STORE", folder.resolve("store").toString());
  }

  /** The words of a command for a process, on 23 November 2026 with the passphrase of the store. */
  static String[] unlocking(String line) {
    return (line + " --passphrase-file passphrase.txt --now " + ServiceLab.NOW).split(" ");
  }

  /** Runs a command on 23 November 2026 with the passphrase of the store. */
  Run unlocked(String... words) {
    return run(
        Stream.concat(Stream.of("--passphrase-file", "passphrase.txt"), Stream.of(words))
            .toArray(String[]::new));
  }

  /** Runs a line as {@link #unlocked} runs its words. */
  Run typed(String line) {
    return unlocked(line.strip().split(" +"));
  }

  /** Runs such a line, which must succeed. */
  Run done(String line) {
    Run run = typed(line);
    assertEquals(0, run.exit(), line + ": " + run.out() + run.err());
    return run;
  }

  /** Runs a command on 23 November 2026, unless it says otherwise. */
  Run run(String... words) {
    Stream<String> time =
        List.of(words).contains("--now")
            ? Stream.empty()
            : Stream.of("--now", "2026-11-23T00:00:00Z");
    return setting().run(Stream.concat(time, Stream.of(words)).toArray(String[]::new));
  }

  /** Every file, with its permissions and when and what it is. */
  Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        files.put(name(file), state(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** Every folder, with its permissions. */
  Map<String, String> folders() {
    Map<String, String> folders = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : (Iterable<Path>) all.filter(Files::isDirectory)::iterator) {
        folders.put(name(each), permissions(each));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folders;
  }

  private String name(Path path) {
    return folder.relativize(path).toString().replace('\\', '/');
  }

  private static String permissions(Path path) throws IOException {
    return POSIX
        ? PosixFilePermissions.toString(
            Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS))
        : "rw-r--r--";
  }

  private static long checksum(byte[] content) {
    CRC32C checksum = new CRC32C();
    checksum.update(content);
    return checksum.getValue();
  }

  private static String state(Path file) throws IOException {
    return permissions(file)
        + " "
        + Files.getLastModifiedTime(file).toMillis()
        + " "
        + checksum(Files.readAllBytes(file));
  }
}
