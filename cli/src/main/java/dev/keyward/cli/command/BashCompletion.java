package dev.keyward.cli.command;

import dev.keyward.cli.args.Verb;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Completion for bash 3.2 and later. */
final class BashCompletion {

  private static final String FRAME =
      """
      # bash completion for keyward
      _keyward() {
        local current="${COMP_WORDS[COMP_CWORD]}" noun="" verb="" word options="" words="" i
        for ((i = 1; i < COMP_CWORD; i++)); do
          word="${COMP_WORDS[i]}"
          case "$word" in
            @VALUED@) ((i++)) ;;
            -*) ;;
            *)
              if [[ -z "$noun" ]]; then noun="$word"; elif [[ -z "$verb" ]]; then verb="$word"; else
                case "$noun $verb" in
                  @GROUPS@) verb="$verb $word" ;;
                esac
              fi ;;
          esac
        done
        options="@GLOBAL@"
        if [[ "$noun" == help ]]; then words="@HELP@"; [[ -n "$verb" ]] && words=""; fi
        if [[ "$noun" == help && -n "$verb" ]]; then noun="$verb"; verb=""; fi
        case "$noun" in
          "") words="@NOUNS@" ;;
      @VERBS@  esac
        case "$noun $verb" in
      @OPTIONS@  esac
        case "$current" in
          -*) words="$options" ;;
        esac
        case "$noun $verb ${COMP_WORDS[COMP_CWORD-1]}" in
      @CHOICES@  esac
        COMPREPLY=($(compgen -W "$words" -- "$current"))
      }
      complete -o default -F _keyward keyward
      """;

  private BashCompletion() {}

  static String script(CompletionWords words) {
    StringBuilder verbs = new StringBuilder();
    words.nouns().forEach((noun, names) -> verbs.append(names(noun, names, words.isWhole(noun))));
    StringBuilder options = new StringBuilder();
    words
        .groups()
        .forEach(
            (group, names) ->
                options.append(
                    String.format(
                        Locale.ROOT, "    \"%s\") words=\"%s\" ;;\n", group, join(names))));
    for (Verb verb : words.longestFirst()) {
      String pattern = verb.name().isEmpty() ? verb.noun() + " \"*" : verb.words() + "\"";
      options.append(
          String.format(
              Locale.ROOT, "    \"%s) options=\"%s\" ;;\n", pattern, join(words.options(verb))));
    }
    StringBuilder choices = new StringBuilder();
    words
        .choices()
        .forEach(
            (option, values) ->
                choices.append(
                    String.format(
                        Locale.ROOT,
                        "    %s) words=\"%s\" ;;\n",
                        words.pattern(option),
                        join(values))));
    return FRAME
        .replace("@HELP@", join(words.helpWords()))
        .replace("@CHOICES@", choices)
        .replace("@GROUPS@", quoted(words.groups().keySet()))
        .replace("@VALUED@", String.join("|", words.globalOptionsWithValue()))
        .replace("@GLOBAL@", join(words.globalOptions()))
        .replace("@NOUNS@", join(List.copyOf(words.nouns().keySet())))
        .replace("@VERBS@", verbs)
        .replace("@OPTIONS@", options);
  }

  /** Where files may stand too they are offered before anything is typed. */
  private static String names(String noun, List<String> names, boolean whole) {
    String typed = whole ? " && -n \"$current\"" : "";
    return names.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "    %s) [[ -z \"$verb\"%s ]] && words=\"%s\" ;;\n",
            noun,
            typed,
            join(names));
  }

  /** A pattern; of nothing where there are no groups. */
  private static String quoted(Collection<String> groups) {
    return groups.isEmpty()
        ? "\"\""
        : groups.stream().map(group -> '"' + group + '"').collect(Collectors.joining("|"));
  }

  private static String join(List<String> words) {
    return String.join(" ", words);
  }
}
