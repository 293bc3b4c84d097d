package dev.keyward.cli.identity;

import dev.keyward.cli.QuickKeyFiles;
import dev.keyward.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A copy of one case of {@code fixtures/identity}, in which commands run. */
public record CaseFolder(Path folder) {

  private static final Path CASES =
      Path.of(System.getProperty("keyward.fixtures")).resolve("identity");

  /** Copies the case of that name into an empty folder. */
  public static CaseFolder of(String name, Path folder) throws IOException {
    Path from = CASES.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path to = folder.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(QuickKeyFiles.of(file), to);
        }
        permit(to);
      }
    }
    // A store that is named and missing would be said by every command.
    Path guardians = folder.resolve("store/guardians");
    if (!Files.exists(guardians)) {
      Files.createDirectories(guardians);
      permit(guardians.getParent());
      permit(guardians);
    }
    return new CaseFolder(folder);
  }

  /** Adds a file that only its owner may read. */
  void secret(String name, String text) throws IOException {
    permit(Files.writeString(folder.resolve(name), text));
  }

  /** A checkout forgets permissions, which stores are particular about. */
  private static void permit(Path file) throws IOException {
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      String access = Files.isDirectory(file) ? "rwx------" : "rw-------";
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(access));
    }
  }

  /** Runs the words of a line, with the folder's store and passphrase, soon after it was made. */
  public Run run(String line) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    if (!words.contains("--now")) {
      words.addAll(List.of("--now", "2026-12-01T00:00:00Z"));
    }
    if (Files.exists(folder.resolve("pass.txt"))) {
      words.addAll(List.of("--passphrase-file", "pass.txt"));
    }
    return Run.in(folder)
        .variables(Map.of("KEYWARD_STORE", folder.resolve("store").toString()))
        .run(words.toArray(String[]::new));
  }
}
