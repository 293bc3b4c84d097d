package dev.keyward.cli.pages;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The programs that pages use and that a machine may lack. */
final class Programs {

  private static final List<String> USED =
      List.of(
          "openssl",
          "curl",
          "jq",
          "mkfs.ext4",
          "sha256sum",
          "xmllint",
          "xmlsec1",
          "softhsm2-util",
          "swtpm_setup",
          "tpm2_pcrextend");

  private final List<String> used;
  private final String path;

  private Programs(List<String> used, String path) {
    this.used = used;
    this.path = path;
  }

  /** Programs of another list, so that a test can name one that no machine has. */
  static Programs of(String... used) {
    return new Programs(List.of(used), path());
  }

  static Programs all() {
    return new Programs(USED, path());
  }

  /** Where bash looks: {@code mkfs.ext4} is often outside of a user's path. */
  static String path() {
    return System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
  }

  /** A program that the command uses and this machine does not have. */
  Optional<String> missingFor(String command) {
    return used.stream()
        .filter(
            name -> Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(command).find())
        .filter(name -> !isInstalled(name))
        .findFirst();
  }

  private boolean isInstalled(String name) {
    return Stream.of(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }
}
