package dev.keyward.cli.command;

import dev.keyward.cli.args.GlobalOptions;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What can be completed, in the form that the scripts of all shells need. */
final class CompletionWords {

  private final List<Verb> verbs;

  CompletionWords(List<Verb> verbs) {
    this.verbs = verbs;
  }

  List<Verb> verbs() {
    return verbs;
  }

  /** The same, so that a verb stands before its noun where that is a whole command too. */
  List<Verb> longestFirst() {
    return Stream.concat(
            verbs.stream().filter(verb -> !verb.name().isEmpty()),
            verbs.stream().filter(verb -> verb.name().isEmpty()))
        .toList();
  }

  /** Whether a noun is a whole command, so that files may stand where others have a verb. */
  boolean isWhole(String noun) {
    return verbs.stream().anyMatch(verb -> verb.words().equals(noun));
  }

  /**
   * The nouns, each with its verbs, of those in a group the group's word; a noun that is a whole
   * command has none.
   */
  Map<String, List<String>> nouns() {
    Map<String, List<String>> nouns = new LinkedHashMap<>();
    for (Verb verb : verbs) {
      List<String> names = nouns.computeIfAbsent(verb.noun(), noun -> new ArrayList<>());
      String name = verb.name().split(" ")[0];
      if (!name.isEmpty() && !names.contains(name)) {
        names.add(name);
      }
    }
    return nouns;
  }

  /** The groups of verbs, such as {@code hgs certificate}, each with its last words. */
  Map<String, List<String>> groups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (Verb verb : verbs) {
      verb.group()
          .ifPresent(
              group ->
                  groups
                      .computeIfAbsent(group, words -> new ArrayList<>())
                      .add(verb.words().substring(group.length() + 1)));
    }
    return groups;
  }

  /** All options of a verb with their dashes. */
  List<String> options(Verb verb) {
    return dashed(Stream.concat(verb.options().stream(), verb.globalOptions().stream()));
  }

  /** The options that may stand before the verb, with their dashes. */
  List<String> globalOptions() {
    return dashed(GlobalOptions.all().stream());
  }

  /** Those of the global options that the next word belongs to. */
  List<String> globalOptionsWithValue() {
    return dashed(GlobalOptions.all().stream().filter(spec -> spec.argument().isPresent()));
  }

  private static List<String> dashed(Stream<OptionSpec> options) {
    return options.map(spec -> "--" + spec.name()).toList();
  }
}
