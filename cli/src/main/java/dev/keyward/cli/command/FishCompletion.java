package dev.keyward.cli.command;

import dev.keyward.cli.args.GlobalOptions;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.Verb;
import java.util.List;
import java.util.Locale;

/** Completion for fish 3 and later. */
final class FishCompletion {

  private FishCompletion() {}

  static String script(CompletionWords words) {
    StringBuilder script = new StringBuilder("# fish completion for keyward\n");
    for (String noun : words.nouns().keySet()) {
      row(
          script,
          "-n __fish_use_subcommand -f -a " + noun + " -d " + quoted(NounSummaries.of(noun)));
    }
    for (Verb verb : words.verbs()) {
      addVerb(verb, words, script);
    }
    GlobalOptions.all().forEach(option -> row(script, option(option)));
    row(
        script,
        "-n '__fish_seen_subcommand_from help' -f -a "
            + quoted(String.join(" ", words.helpWords())));
    return script.toString();
  }

  private static void addVerb(Verb verb, CompletionWords words, StringBuilder script) {
    String condition = "__fish_seen_subcommand_from " + verb.noun();
    // A noun may also be the first word of another noun's group of verbs.
    for (String group : words.groups().keySet()) {
      if (group.endsWith(" " + verb.noun())) {
        condition += "; and not __fish_seen_subcommand_from " + group.split(" ")[0];
      }
    }
    List<String> others = words.nouns().get(verb.noun());
    for (String name : verb.name().isEmpty() ? new String[0] : verb.name().split(" ")) {
      String open = condition + "; and not __fish_seen_subcommand_from " + String.join(" ", others);
      String what = verb.name().endsWith(name) ? " -d " + quoted(verb.summary()) : "";
      String only = words.isWhole(verb.noun()) ? "" : " -f";
      String row = String.format(Locale.ROOT, "-n %s%s -a %s%s", quoted(open), only, name, what);
      if (script.indexOf(row + "\n") < 0) {
        row(script, row);
      }
      condition += "; and __fish_seen_subcommand_from " + name;
      others = words.groups().getOrDefault(verb.group().orElse(""), others);
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
        + (option.choices().isEmpty() ? "" : " -f -a " + quoted(String.join(" ", option.choices())))
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
