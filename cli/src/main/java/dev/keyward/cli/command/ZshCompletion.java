package dev.keyward.cli.command;

import dev.keyward.cli.args.Verb;
import java.util.List;

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
            (*) if [[ -z "$noun" ]]; then noun="$word"; elif [[ -z "$verb" ]]; then verb="$word"; fi ;;
          esac
        done
        options=(@GLOBAL@)
        case "$noun" in
          ("") candidates=(@NOUNS@) ;;
      @VERBS@  esac
        case "$noun $verb" in
      @OPTIONS@  esac
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
    words.nouns().forEach((noun, names) -> verbs.append(names(noun, names)));
    StringBuilder options = new StringBuilder();
    for (Verb verb : words.verbs()) {
      String pattern = verb.name().isEmpty() ? verb.noun() + " \"*" : verb.words() + "\"";
      options.append("    (\"%s) options=(%s) ;;\n".formatted(pattern, join(words.options(verb))));
    }
    return FRAME
        .replace("@VALUED@", String.join("|", words.globalOptionsWithValue()))
        .replace("@GLOBAL@", join(words.globalOptions()))
        .replace("@NOUNS@", join(List.copyOf(words.nouns().keySet())))
        .replace("@VERBS@", verbs)
        .replace("@OPTIONS@", options);
  }

  private static String names(String noun, List<String> names) {
    return names.isEmpty()
        ? ""
        : "    (%s) [[ -z \"$verb\" ]] && candidates=(%s) ;;\n".formatted(noun, join(names));
  }

  private static String join(List<String> words) {
    return String.join(" ", words);
  }
}
