package dev.keyward.cli.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A page of the documentation, and what its commands print when they are run. */
final class Page {

  private final Path file;
  private final List<String> lines;
  private final List<Step> steps;
  private final Optional<String> missing;

  private Page(Path file, List<String> lines, List<Step> steps, Optional<String> missing) {
    this.file = file;
    this.lines = lines;
    this.steps = steps;
    this.missing = missing;
  }

  /** Reads a page, up to the first block that needs a program which this machine lacks. */
  static Page read(Path file, Programs programs) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    List<Step> possible = new ArrayList<>();
    for (Step step : Step.in(lines)) {
      Optional<String> program = programs.missingFor(step.command());
      if (program.isPresent()) {
        String gap = "from line " + step.first() + " on: " + program.get() + " is not installed";
        return new Page(file, lines, possible, Optional.of(file.getFileName() + " " + gap));
      }
      possible.add(step);
    }
    return new Page(file, lines, possible, Optional.empty());
  }

  /** What was left out, and which program is missing. */
  Optional<String> missing() {
    return missing;
  }

  List<Step> steps() {
    return steps;
  }

  /**
   * Runs the commands, and replaces in memory what differs by what was printed.
   *
   * @return what is wrong, with its line
   */
  List<String> differences(PageShell shell) throws IOException, InterruptedException {
    List<PageShell.Outcome> outcomes = steps.isEmpty() ? List.of() : shell.run(steps);
    List<String> differences = new ArrayList<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      PageShell.Outcome outcome = outcomes.get(i);
      if (!step.agreesWith(outcome)) {
        differences.add(0, difference(step, outcome));
        List<String> shown = lines.subList(step.first(), step.last());
        shown.clear();
        shown.addAll(Step.shown(outcome.output(), outcome.exitCode()));
      }
    }
    return differences;
  }

  private String difference(Step step, PageShell.Outcome outcome) {
    return file.getFileName()
        + ", line "
        + step.first()
        + ": $ "
        + step.command()
        + "expected, with exit code "
        + step.exitCode()
        + ":\n"
        + Masks.apply(step.output())
        + "printed, with exit code "
        + outcome.exitCode()
        + ":\n"
        + Masks.apply(outcome.output());
  }

  /** Writes the page with what was printed. */
  void rewrite() throws IOException {
    Files.write(file, lines);
  }
}
