package dev.keyward.cli.command;

import dev.keyward.cli.args.Verb;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Completion for zsh 5 and later. */
final class ZshCompletion {

  private static final String FRAME =
      """
      #compdef keyward
      _keyward() {
        local noun="" verb="" word
        local -a options candidates
        local -i i
        for ((i = 2; i < CURRENT; i++)); do
          word="${words[i]}"
          case "$word" in
            (@VALUED@) ((i++)) ;;
            (-*) ;;
            (*)
              if [[ -z "$noun" ]]; then noun="$word"; elif [[ -z "$verb" ]]; then verb="$word"; else
                case "$noun $verb" in
                  (@GROUPS@) verb="$verb $word" ;;
                esac
              fi ;;
          esac
        done
        options=(@GLOBAL@)
        if [[ "$noun" == help && -z "$verb" ]]; then candidates=(@HELP@); fi
        if [[ "$noun" == help && -n "$verb" ]]; then noun="$verb"; verb=""; fi
        case "$noun" in
          ("") candidates=(@NOUNS@) ;;
      @VERBS@  esac
        case "$noun $verb" in
      @OPTIONS@  esac
        case "$noun $verb ${words[CURRENT-1]}" in
      @CHOICES@  esac
        if [[ "${words[CURRENT]}" == -* ]]; then
          compadd -- "${options[@]}"
        elif (( ${#candidates} )); then
          compadd -- "${candidates[@]}"
        else
          _files
        fi
      }
      if [[ "$funcstack[1]" == _keyward ]]; then
        _keyward "$@"
      else
        compdef _keyward keyward
      fi
      """;

  private ZshCompletion() {}

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
                        Locale.ROOT, "    (\"%s\") candidates=(%s) ;;\n", group, join(names))));
    for (Verb verb : words.longestFirst()) {
      String pattern = verb.name().isEmpty() ? verb.noun() + " \"*" : verb.words() + "\"";
      options.append(
          String.format(
              Locale.ROOT, "    (\"%s) options=(%s) ;;\n", pattern, join(words.options(verb))));
    }
    StringBuilder choices = new StringBuilder();
    words
        .choices()
        .forEach(
            (option, values) ->
                choices.append(
                    String.format(
                        Locale.ROOT,
                        "    (%s) candidates=(%s) ;;\n",
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

  /** Where files may stand too they are offered beside the verbs. */
  private static String names(String noun, List<String> names, boolean whole) {
    String offer = whole ? "compadd -- %s" : "candidates=(%s)";
    return names.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "    (%s) [[ -z \"$verb\" ]] && %s ;;\n",
            noun,
            String.format(Locale.ROOT, offer, join(names)));
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
