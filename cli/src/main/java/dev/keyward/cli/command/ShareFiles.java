package dev.keyward.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes the manual page and the completions, which lie beside the command. The build runs it. */
public final class ShareFiles {

  private static final Map<String, String> COMPLETIONS =
      Map.of(
          "bash", "keyward.bash",
          "zsh", "_keyward",
          "fish", "keyward.fish",
          "powershell", "keyward.ps1");

  private ShareFiles() {}

  /**
   * Writes the manual page and a script for the completion of each shell.
   *
   * @param arguments the folder, and the version of Keyward
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    write(folder.resolve("man/man1/keyward.1"), ManPage.of(arguments[1]));
    for (Map.Entry<String, String> shell : COMPLETIONS.entrySet()) {
      write(
          folder.resolve("completions").resolve(shell.getValue()),
          Completion.script(shell.getKey()));
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
