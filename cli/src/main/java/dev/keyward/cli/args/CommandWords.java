package dev.keyward.cli.args;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was typed, divided: noun, verb, and the rest for {@link ArgumentParser}. Only global options
 * may stand before the verb.
 *
 * @param noun the first word that is no option
 * @param name the second one, unless the noun is the whole command; the second and the third with a
 *     space between where the second stands for a group of verbs
 * @param rest everything else, in order
 */
public record CommandWords(Optional<String> noun, Optional<String> name, List<String> rest) {

  /**
   * Divides {@code words}.
   *
   * @param grammar which commands there are
   */
  public static CommandWords divide(List<String> words, Grammar grammar) throws UsageException {
    List<String> rest = new ArrayList<>();
    List<String> found = new ArrayList<>();
    int wanted = 2;
    int i = 0;
    while (i < words.size() && found.size() < wanted) {
      String word = words.get(i++);
      if (OptionWord.is(word)) {
        rest.add(word);
        if (takesNext(word) && i < words.size()) {
          rest.add(words.get(i++));
        }
      } else {
        found.add(word);
        wanted = grammar.wordsAfter(found);
      }
    }
    if (grammar.mayHaveVerb(found)) {
      i = optionalVerb(words, i, new Division(grammar, found, rest));
    }
    rest.addAll(words.subList(i, words.size()));
    Optional<String> name =
        found.size() < 2
            ? Optional.empty()
            : Optional.of(String.join(" ", found.subList(1, found.size())));
    return new CommandWords(found.stream().findFirst(), name, List.copyOf(rest));
  }

  private record Division(Grammar grammar, List<String> found, List<String> rest) {}

  /**
   * Takes the verb of a whole command, if that is its first word; returns where the rest begins.
   */
  private static int optionalVerb(List<String> words, int start, Division division)
      throws UsageException {
    int at = start;
    while (at < words.size() && isGlobal(words.get(at))) {
      at += takesNext(words.get(at)) ? 2 : 1;
    }
    if (at >= words.size() || !division.grammar().isVerb(division.found(), words.get(at))) {
      return start;
    }
    division.rest().addAll(words.subList(start, at));
    division.found().add(words.get(at));
    return at + 1;
  }

  private static boolean isGlobal(String word) {
    return OptionWord.is(word) && OptionWord.find(word, GlobalOptions.all()).isPresent();
  }

  private static boolean takesNext(String word) throws UsageException {
    OptionSpec spec =
        OptionWord.find(word, GlobalOptions.all())
            .orElseThrow(
                () ->
                    new UsageException(
                        "unknown option " + OptionWord.name(word) + " before the command",
                        "options of a verb stand after the verb"));
    return spec.argument().isPresent() && !word.contains("=");
  }
}
