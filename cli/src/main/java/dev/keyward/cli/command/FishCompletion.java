package dev.keyward.cli.command;

import dev.keyward.cli.args.GlobalOptions;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.Verb;

/** Completion for fish 3 and later. */
final class FishCompletion {

  private FishCompletion() {}

  static String script(CompletionWords words) {
    StringBuilder script = new StringBuilder("# fish completion for keyward\n");
    for (String noun : words.nouns().keySet()) {
      row(script, "-n __fish_use_subcommand -f -a " + noun);
    }
    for (Verb verb : words.verbs()) {
      addVerb(verb, words, script);
    }
    GlobalOptions.all().forEach(option -> row(script, option(option)));
    return script.toString();
  }

  private static void addVerb(Verb verb, CompletionWords words, StringBuilder script) {
    String condition = "__fish_seen_subcommand_from " + verb.noun();
    if (!verb.name().isEmpty()) {
      String others = String.join(" ", words.nouns().get(verb.noun()));
      String open = condition + "; and not __fish_seen_subcommand_from " + others;
      row(
          script,
          "-n %s -f -a %s -d %s".formatted(quoted(open), verb.name(), quoted(verb.summary())));
      condition += "; and __fish_seen_subcommand_from " + verb.name();
    }
    for (OptionSpec option : verb.options()) {
      row(script, "-n " + quoted(condition) + " " + option(option));
    }
  }

  private static String option(OptionSpec option) {
    return option.letter().map(letter -> "-s " + letter + " ").orElse("")
        + "-l "
        + option.name()
        + (option.argument().isPresent() ? " -r" : "")
        + " -d "
        + quoted(option.description());
  }

  private static void row(StringBuilder script, String rest) {
    script.append("complete -c keyward ").append(rest).append('\n');
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
