package dev.keyward.cli.protector.batch;

import dev.keyward.cli.ExitCode;
import dev.keyward.cli.console.Console;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** What is printed of a batch: a line for each result as it comes, and what came of all. */
final class BatchReport {

  private final Console console;
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final KeptKeys kept = new KeptKeys();
  private ExitCode worst = ExitCode.DONE;
  private long former;
  private long renewed;
  private long remade;

  BatchReport(Console console) {
    this.console = console;
  }

  /** Prints the lines of a group. */
  void add(List<BatchResult> group) {
    for (BatchResult result : group) {
      kept.told(result).forEach(this::print);
    }
  }

  private void print(BatchResult result) {
    counts.merge(result.answer().status(), 1L, Long::sum);
    worst = worst.worse(result.code());
    former += result.answer().former().isPresent() ? 1 : 0;
    renewed += result.answer().renewed().isPresent() ? 1 : 0;
    remade += result.answer().remade().isPresent() ? 1 : 0;
    console.jsonLine(result.answer());
  }

  /** Says what came of all lines. */
  void end() {
    console.note("batch: " + numbers("no lines"));
    tellKeys();
  }

  private void tellKeys() {
    if (former > 0) {
      console.note(
          "kept with former keys: "
              + former
              + "; run protector renew FILE to put the current ones in");
    }
    if (renewed > 0) {
      console.note(
          "kept with older certificates: "
              + renewed
              + "; run protector renew FILE to put the current ones in");
    }
    if (remade > 0) {
      console.note(
          "made again: "
              + remade
              + "; state that was sealed under the old transport keys no longer opens");
    }
  }

  /** Says what came of the lines so far, where the rest is not done. */
  void endEarly() {
    if (!counts.isEmpty()) {
      console.warning(
          "the batch ended early: " + numbers("") + "; run the same command again to do the rest");
      tellKeys();
    }
  }

  private String numbers(String none) {
    StringJoiner numbers = new StringJoiner(", ").setEmptyValue(none);
    counts.forEach((status, count) -> numbers.add(count + " " + status));
    return numbers.toString();
  }

  /** The exit code of the gravest result. */
  ExitCode worst() {
    return worst;
  }
}
