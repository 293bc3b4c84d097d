package dev.keyward.cli.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder in which something is wrong. Two folders of {@code fixtures} are copied there: those of
 * {@code advice}, and one with a store.
 */
final class Situation {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));
  private static final Pattern COMMAND = Pattern.compile("keyward ([a-z-]+ [a-z-]+ [^;,(]+)");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private final Path folder;
  private final String now;

  private Situation(Path folder, String now) {
    this.folder = folder;
    this.now = now;
  }

  static Situation in(Path folder, String fixtures, String now) throws IOException {
    copy(FIXTURES.resolve("advice"), folder);
    copy(FIXTURES.resolve(fixtures), folder);
    Files.createDirectories(folder.resolve("vms.d"));
    return new Situation(folder, now);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        boolean isFolder = Files.isDirectory(file);
        if (isFolder) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.getFileStore(copy).supportsFileAttributeView("posix")) {
          Files.setPosixFilePermissions(
              copy, PosixFilePermissions.fromString(isFolder ? "rwx------" : "rw-------"));
        }
      }
    }
  }

  /** Runs a line, at the time of this situation unless it says another one. */
  Run run(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    if (!words.contains("--now")) {
      words.addAll(List.of("--now", now));
    }
    Optional<Path> secret =
        Stream.of("passphrase.txt", "pass.txt")
            .map(Path::of)
            .filter(each -> Files.exists(folder.resolve(each)))
            .findFirst();
    secret.ifPresent(file -> words.addAll(List.of("--passphrase-file", file.toString())));
    return Run.in(folder)
        .variables(Map.of("KEYWARD_STORE", folder.resolve("store").toString()))
        .run(words.toArray(String[]::new));
  }

  /**
   * Carries out a line: {@code copy FROM TO}, {@code write FILE TEXT}, {@code replace FILE OLD
   * NEW}, or the words of a command that must succeed.
   */
  void does(String line) throws IOException {
    String[] words = line.split(" ", 3);
    switch (words[0]) {
      case "copy" -> {
        Files.createDirectories(folder.resolve(words[2]).getParent());
        Files.copy(
            folder.resolve(words[1]),
            folder.resolve(words[2]),
            StandardCopyOption.REPLACE_EXISTING);
      }
      case "replace" -> {
        String[] texts = words[2].split(" ");
        String before = Files.readString(folder.resolve(words[1]));
        Files.writeString(folder.resolve(words[1]), before.replace(texts[0], texts[1]));
      }
      case "write" -> Files.writeString(folder.resolve(words[1]), words[2]);
      case "answer" -> Files.writeString(folder.resolve(words[1]), run(words[2]).out());
      default -> {
        Run run = run(line);
        assertEquals(0, run.exit(), line + ": " + run.out() + run.err());
      }
    }
  }

  /** The lines that a check prints about the first finding of a code. */
  List<String> told(String check, String code) {
    Run run = run(check);
    List<String> lines =
        run.out()
            .lines()
            .dropWhile(line -> !line.contains("  " + code + ": "))
            .takeWhile(line -> !line.isEmpty())
            .toList();
    assertTrue(!lines.isEmpty(), code + " is not among " + run.out() + run.err());
    return lines;
  }

  /** The commands among these lines, without {@code keyward}, in their order. */
  static List<String> commands(List<String> told) {
    List<String> commands = new ArrayList<>();
    for (String line : told) {
      Matcher command = COMMAND.matcher(line);
      while (!line.startsWith("  why") && command.find()) {
        commands.add(command.group(1).strip());
      }
    }
    return commands;
  }
}
