package dev.keyward.cli.command;

import dev.keyward.cli.args.Verb;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A script for a shell that chooses its words in {@code case} branches.
 *
 * @param frame the script, with words between {@code @} where the branches and lists belong
 * @param branch the format of a branch that sets a variable: pattern, variable and words
 * @param offered the variable of the words that the shell offers
 * @param nounBranch the branch that offers the verbs of a noun
 */
record CaseScript(String frame, String branch, String offered, NounBranch nounBranch) {

  /** Writes the branch of a noun. */
  interface NounBranch {

    /** {@code whole} says whether the noun is a command of its own too. */
    String of(String noun, List<String> verbs, boolean whole);
  }

  /** The script that completes these words. */
  String of(CompletionWords words) {
    StringBuilder verbs = new StringBuilder();
    words
        .nouns()
        .forEach((noun, names) -> verbs.append(nounBranch.of(noun, names, words.isWhole(noun))));
    StringBuilder options = new StringBuilder();
    words.groups().forEach((group, names) -> options.append(offer(quoted(group), names)));
    for (Verb verb : words.longestFirst()) {
      String pattern =
          verb.name().isEmpty() ? quoted(verb.noun() + " ") + "*" : quoted(verb.words());
      options.append(set(pattern, "options", words.options(verb)));
    }
    StringBuilder choices = new StringBuilder();
    words
        .choices()
        .forEach((option, values) -> choices.append(offer(words.pattern(option), values)));
    return frame
        .replace("@HELP@", join(words.helpWords()))
        .replace("@CHOICES@", choices)
        .replace("@GROUPS@", anyOf(words.groups().keySet()))
        .replace("@VALUED@", String.join("|", words.globalOptionsWithValue()))
        .replace("@GLOBAL@", join(words.globalOptions()))
        .replace("@NOUNS@", join(List.copyOf(words.nouns().keySet())))
        .replace("@VERBS@", verbs)
        .replace("@OPTIONS@", options);
  }

  private String offer(String pattern, List<String> values) {
    return set(pattern, offered, values);
  }

  private String set(String pattern, String variable, List<String> values) {
    return String.format(Locale.ROOT, branch, pattern, variable, join(values));
  }

  /** A pattern that matches each of the groups, and nothing if there is no group. */
  private static String anyOf(Collection<String> groups) {
    return groups.isEmpty()
        ? quoted("")
        : groups.stream().map(CaseScript::quoted).collect(Collectors.joining("|"));
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static String join(List<String> words) {
    return String.join(" ", words);
  }
}
