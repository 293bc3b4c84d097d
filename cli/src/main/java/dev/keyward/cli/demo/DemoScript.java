package dev.keyward.cli.demo;

import dev.keyward.cli.ExitCode;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the demonstration says, and whether each step gave the expected result. */
final class DemoScript {

  private static final String SURPRISE = "  NOT AS IT SHOULD BE";

  /** How the whole went. */
  @Answer.To("demo-branch-office")
  record Played(boolean asExpected, List<Opened> answers, List<Step> steps) implements Answer {}

  /** How the whole went with a guest that boots. */
  @Answer.To("demo-kvm")
  record Booted(boolean asExpected, List<Step> steps) implements Answer {}

  /** Whether a guardian opened a protector. */
  record Opened(String guardian, String file, boolean opens, boolean asExpected)
      implements Answer {}

  /** What came of a step. */
  record Step(String step, String came, boolean asExpected) implements Answer {}

  private final Console console;
  private final List<Opened> answers = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private boolean asExpected = true;

  DemoScript(Console console) {
    this.console = console;
  }

  /** A line of the transcript; under JSON there is none. */
  void say(String line) {
    if (!console.json()) {
      console.line(line);
    }
  }

  /** Whether a guardian opened a protector, and whether it should. */
  void answer(String guardian, String file, boolean opens, boolean shouldOpen) {
    boolean right = opens == shouldOpen;
    say(
        String.format(
            Locale.ROOT,
            "  %-16s %-20s %s%s",
            guardian,
            file,
            opens ? "opens" : "cannot open",
            right ? "" : SURPRISE));
    asExpected &= right;
    answers.add(new Opened(guardian, file, opens, right));
  }

  /** What came of a step of the live part, and what should have come of it. */
  void step(String what, String came, String expected) {
    boolean right = came.equals(expected);
    say("  -> " + came + (right ? "" : SURPRISE + ", expected " + expected));
    asExpected &= right;
    steps.add(new Step(what, came, right));
  }

  /** The result of the branch office as JSON, where that is asked for, and the exit code. */
  ExitCode end() {
    return end("demo-branch-office", new Played(asExpected, answers, steps));
  }

  /** The same of the guest. */
  ExitCode endOfGuest() {
    return end("demo-kvm", new Booted(asExpected, steps));
  }

  private ExitCode end(String schema, Answer answer) {
    if (console.json()) {
      console.json(schema, answer);
    }
    return asExpected ? ExitCode.DONE : ExitCode.ANSWER_NO;
  }
}
