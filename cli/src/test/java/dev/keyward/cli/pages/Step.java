package dev.keyward.cli.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One command of a console block with what the page says that it prints. Each line of a block of
 * the kind {@code ```bash} is a command too, whose output the page does not show. A block of
 * another kind whose fence has a file's name, such as {@code ```sh by-hand.sh}, is a step that
 * saves the file.
 *
 * @param first the number of the first line of the output, from 0
 * @param last the number of the line behind the output
 * @param command may have several lines
 * @param output each line with its line end; standard output and error together
 */
record Step(int first, int last, String command, String output, int exitCode) {

  private static final Pattern EXIT = Pattern.compile("\\(exit code (\\d+)\\)");
  private static final String FENCE = "```";
  private static final Pattern FILE = Pattern.compile("```\\w+ ([\\w.-]+)");
  private static final String END_OF_FILE = "END-OF-THE-PAGES-FILE";

  /** All commands of a page, in its order. */
  static List<Step> in(List<String> lines) {
    List<Step> steps = new ArrayList<>();
    boolean inConsole = false;
    boolean inBash = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher file = FILE.matcher(line);
      if (file.matches()) {
        steps.add(saving(file.group(1), lines, i + 1));
      } else if (line.startsWith(FENCE)) {
        inConsole = line.equals(FENCE + "console");
        inBash = line.equals(FENCE + "bash");
      } else if (inConsole && line.startsWith("$ ")) {
        steps.add(at(lines, i));
      } else if (inBash && !line.isBlank() && !lines.get(i - 1).endsWith("\\")) {
        steps.add(silent(lines, i));
      }
    }
    return steps;
  }

  private static Step saving(String name, List<String> lines, int begin) {
    List<String> rest = lines.subList(begin, lines.size());
    List<String> content = rest.subList(0, rest.indexOf(FENCE));
    String command =
        "cat > " + name + " <<'" + END_OF_FILE + "'\n" + String.join("\n", content) + "\n";
    return new Step(begin, begin, command + END_OF_FILE + "\n", "", 0);
  }

  /** A command that prints nothing as long as it succeeds. */
  private static Step silent(List<String> lines, int begin) {
    int last = begin;
    while (lines.get(last).endsWith("\\")) {
      last++;
    }
    String typed = String.join("\n", lines.subList(begin, last + 1));
    String command =
        "{ " + typed + "\n} > \"$HOME/said.txt\" 2>&1 || { cat \"$HOME/said.txt\"; false; }\n";
    return new Step(last + 1, last + 1, command, "", 0);
  }

  private static Step at(List<String> lines, int begin) {
    StringBuilder command = new StringBuilder(lines.get(begin).substring(2)).append('\n');
    int first = begin + 1;
    while (lines.get(first).startsWith("> ")) {
      command.append(lines.get(first++).substring(2)).append('\n');
    }
    int last = first;
    StringBuilder output = new StringBuilder();
    int exitCode = 0;
    for (; !lines.get(last).startsWith("$ ") && !lines.get(last).startsWith(FENCE); last++) {
      Matcher exit = EXIT.matcher(lines.get(last));
      if (exit.matches()) {
        exitCode = Integer.parseInt(exit.group(1));
      } else {
        output.append(lines.get(last)).append('\n');
      }
    }
    return new Step(first, last, command.toString(), output.toString(), exitCode);
  }

  /** Whether the page says what was printed, masks aside, and the exit code. */
  boolean agreesWith(PageShell.Outcome outcome) {
    return exitCode == outcome.exitCode()
        && Masks.apply(output).equals(Masks.apply(outcome.output()));
  }

  /** What a page shows for this outcome. */
  static List<String> shown(String output, int exitCode) {
    List<String> lines = new ArrayList<>(output.lines().toList());
    if (exitCode != 0) {
      lines.add("(exit code " + exitCode + ")");
    }
    return lines;
  }
}
