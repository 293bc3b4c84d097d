package dev.keyward.cli.demo;

import dev.keyward.cli.ExitCode;
import dev.keyward.cli.console.Console;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the demonstration says, and whether everything came as it should. */
final class DemoScript {

  private static final String SURPRISE = "  NOT AS IT SHOULD BE";

  private final Console console;
  private final List<Map<String, Object>> answers = new ArrayList<>();
  private final List<Map<String, Object>> steps = new ArrayList<>();
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
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("guardian", guardian);
    answer.put("file", file);
    answer.put("opens", opens);
    answers.add(judged(answer, right));
  }

  /** What came of a step of the live part, and what should have come of it. */
  void step(String what, String came, String expected) {
    boolean right = came.equals(expected);
    say("  -> " + came + (right ? "" : SURPRISE + ", expected " + expected));
    Map<String, Object> step = new LinkedHashMap<>();
    step.put("step", what);
    step.put("came", came);
    steps.add(judged(step, right));
  }

  private Map<String, Object> judged(Map<String, Object> result, boolean right) {
    asExpected &= right;
    result.put("asExpected", right);
    return result;
  }

  /** The result as JSON, where that is asked for, and the exit code. */
  ExitCode end() {
    if (console.json()) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("asExpected", asExpected);
      data.put("answers", answers);
      data.put("steps", steps);
      console.json("demo-branch-office", data);
    }
    return asExpected ? ExitCode.DONE : ExitCode.ANSWER_NO;
  }
}
