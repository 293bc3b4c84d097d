package dev.keyward.cli.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Each {@code keyward} line for PowerShell has the same words as one for bash on its page. No
 * PowerShell runs here, so this holds the lines to what does run.
 */
class PowerShellTwinsTest {

  @Test
  void eachLineForPowerShellHasTheWordsOfOneForBash() throws IOException {
    int compared = 0;
    for (Path page : Pages.all()) {
      List<String> lines = Files.readAllLines(page);
      Set<String> bash = new LinkedHashSet<>();
      for (String kind : List.of("bash", "console", "sh")) {
        commands(lines, kind).forEach(line -> bash.add(words(line)));
      }
      List<String> alone = new ArrayList<>();
      for (String command : commands(lines, "powershell")) {
        if (!bash.contains(words(command))) {
          alone.add(words(command));
        }
        compared++;
      }
      assertEquals(List.of(), alone, () -> page + " has bash lines " + bash);
    }
    assertTrue(compared >= 10, "only " + compared + " lines");
  }

  /** What is typed behind {@code keyward} in all blocks of a kind, each on one line. */
  private static List<String> commands(List<String> lines, String kind) {
    List<String> commands = new ArrayList<>();
    boolean inside = false;
    StringBuilder typed = new StringBuilder();
    for (String line : lines) {
      if (line.startsWith("```")) {
        inside = line.split(" ")[0].equals("```" + kind);
      } else if (inside) {
        boolean goesOn = line.endsWith("\\") || line.endsWith("`");
        typed.append(goesOn ? line.substring(0, line.length() - 1) : line).append(' ');
        if (!goesOn) {
          int begin = typed.indexOf("keyward ");
          if (begin >= 0 && !typed.toString().strip().startsWith("#")) {
            commands.add(typed.substring(begin + "keyward ".length()));
          }
          typed.setLength(0);
        }
      }
    }
    return commands;
  }

  /** The words up to a pipe or a bracket, without quotes, with variables and paths as in bash. */
  private static String words(String command) {
    return command
        .replaceAll("[|>)].*", "")
        .replaceAll("[\"']", "")
        .replace("$env:", "$")
        .replaceAll("(?<=\\w)\\\\(?=\\w)", "/")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
