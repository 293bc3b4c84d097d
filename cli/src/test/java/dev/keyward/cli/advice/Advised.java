package dev.keyward.cli.advice;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A row of the table: how something goes wrong, which check tells it, and what the words in
 * capitals of its advice stand for.
 *
 * @param fixtures the folder with the store
 * @param now when all this happens
 * @param before what makes it go wrong
 * @param check the audit, or the check of a fleet
 * @param blanks what stands for words in capitals
 * @param more further options that the reader adds to a command that begins so
 * @param after what the words of the advice ask for besides
 */
record Advised(
    String fixtures,
    String now,
    List<String> before,
    String check,
    Map<String, String> blanks,
    Map<String, String> more,
    List<String> after) {

  private static final String NONE = "  do     no command fixes this: ";

  static Advised in(String fixtures, String now, String check, String... before) {
    return new Advised(fixtures, now, List.of(before), check, Map.of(), Map.of(), List.of());
  }

  Advised where(Map<String, String> blanks) {
    return new Advised(fixtures, now, before, check, blanks, more, after);
  }

  Advised with(String command, String options) {
    return new Advised(fixtures, now, before, check, blanks, Map.of(command, options), after);
  }

  Advised then(String... lines) {
    return new Advised(fixtures, now, before, check, blanks, more, List.of(lines));
  }

  /** Carries the advice out and checks again. */
  void isEnded(String code, Path folder) throws IOException {
    Situation situation = prepared(folder);
    List<String> told = situation.told(check, code);
    List<String> commands = Situation.commands(told);
    assertFalse(commands.isEmpty(), code + " has no command: " + told);
    assertFalse(told.toString().contains(NONE), told.toString());
    for (String command : commands) {
      situation.does(filled(command));
    }
    for (String line : after) {
      situation.does(line);
    }
    String again = situation.run(check).out();
    assertFalse(again.lines().anyMatch(told.get(0)::equals), told + " is still there: " + again);
  }

  /** Says that no command ends it, and who does what. */
  void isLeftToPeople(String code, Path folder) throws IOException {
    List<String> told = prepared(folder).told(check, code);
    assertTrue(told.stream().anyMatch(line -> line.startsWith(NONE)), told.toString());
    for (String command : Situation.commands(told)) {
      assertTrue(command.matches("protector (show|verify) .*|fleet move .*"), command);
    }
  }

  private Situation prepared(Path folder) throws IOException {
    Situation situation = Situation.in(folder, fixtures, now);
    for (String line : before) {
      situation.does(line);
    }
    return situation;
  }

  private String filled(String command) {
    List<String> words = new ArrayList<>();
    for (String word : command.split(" ")) {
      words.add(blanks.getOrDefault(word, word));
    }
    String line = String.join(" ", words);
    for (Map.Entry<String, String> each : more.entrySet()) {
      line += line.startsWith(each.getKey()) ? " " + each.getValue() : "";
    }
    return line;
  }
}
