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

  /** What may follow {@code help}: nouns and topics. */
  List<String> helpWords() {
    return Stream.concat(nouns().keySet().stream(), Stream.of("all", "options", "exit-codes"))
        .toList();
  }

  /**
   * The values of each option that takes a fixed set of them, by verb and option such as {@code
   * protector create --encoding}; a global option stands alone.
   */
  Map<String, List<String>> choices() {
    Map<String, List<String>> choices = new LinkedHashMap<>();
    for (Verb verb : longestFirst()) {
      add(verb.words() + " ", verb.options(), choices);
    }
    add("", GlobalOptions.all(), choices);
    return choices;
  }

  private static void add(
      String before, List<OptionSpec> options, Map<String, List<String>> choices) {
    for (OptionSpec option : options) {
      if (!option.choices().isEmpty()) {
        choices.put(before + "--" + option.name(), option.choices());
      }
    }
  }

  /** A pattern of a shell for a key of {@link #choices} behind noun and verb. */
  String pattern(String key) {
    int option = key.indexOf("--");
    String verb = key.substring(0, option).strip();
    boolean open = verb.isEmpty() || isWhole(verb);
    return open ? "\"" + verb + "\"*\" " + key.substring(option) + "\"" : "\"" + key + "\"";
  }

  /** The tooltip of each noun, verb and option, by the words that are typed. */
  Map<String, String> tips() {
    Map<String, String> tips = new LinkedHashMap<>();
    nouns().keySet().forEach(noun -> tips.put(noun, NounSummaries.of(noun)));
    verbs.forEach(verb -> tips.putIfAbsent(verb.words(), verb.summary()));
    for (Verb verb : verbs) {
      verb.options()
          .forEach(option -> tips.put(verb.words() + " --" + option.name(), option.description()));
    }
    GlobalOptions.all().forEach(option -> tips.put("--" + option.name(), option.description()));
    return tips;
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
