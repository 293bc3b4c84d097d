package dev.keyward.cli.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.args.GlobalOptions;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.command.Commands;
import dev.keyward.cli.command.HelpText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for every command in the list. */
class CommandsTest {

  private static final List<Verb> VERBS = Commands.verbs();

  @Test
  void everyCommandIsFoundUnderItsOwnName() {
    for (Command command : Commands.all()) {
      Verb verb = command.verb();
      Command found = Commands.find(verb.noun(), verb.name()).orElseThrow();
      assertEquals(command.getClass(), found.getClass(), verb.words());
    }
  }

  @Test
  void noNameIsTakenTwice() {
    assertEquals(VERBS.size(), VERBS.stream().map(Verb::words).distinct().count());
  }

  @Test
  void noOptionIsDeclaredTwice() {
    for (Verb verb : VERBS) {
      Set<String> names = new HashSet<>();
      verb.globalOptions().forEach(option -> names.add(option.name()));
      for (OptionSpec option : verb.options()) {
        assertTrue(names.add(option.name()), verb.words() + " --" + option.name());
      }
    }
  }

  /** Only the version of a disk may stand where the version of the program stands elsewhere. */
  @Test
  void noGlobalOptionIsTakenOverButTheVersion() {
    for (Verb verb : VERBS) {
      for (OptionSpec global : GlobalOptions.all()) {
        boolean disk = verb.words().equals("template sign") && global.name().equals("version");
        assertEquals(disk, verb.declares(global.name()), verb.words() + " --" + global.name());
      }
    }
  }

  @Test
  void summariesAreOneLineInSmallLetters() {
    for (Verb verb : VERBS) {
      assertTrue(verb.summary().matches("[a-z][^\n]*[^.\n]"), verb.words());
    }
  }

  @Test
  void theHelpOfEveryVerbFitsATerminal() {
    for (Verb verb : VERBS) {
      HelpText.of(List.of(verb))
          .forEach(line -> assertTrue(line.length() <= 120, verb.words() + ": " + line));
    }
    assertFalse(HelpText.of(VERBS).isEmpty());
  }
}
