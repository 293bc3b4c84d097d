package dev.keyward.cli.command;

import dev.keyward.cli.args.Verb;
import java.util.List;

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
            *) if [[ -z "$noun" ]]; then noun="$word"; elif [[ -z "$verb" ]]; then verb="$word"; fi ;;
          esac
        done
        options="@GLOBAL@"
        case "$noun" in
          "") words="@NOUNS@" ;;
      @VERBS@  esac
        case "$noun $verb" in
      @OPTIONS@  esac
        case "$current" in
          -*) words="$options" ;;
        esac
        COMPREPLY=($(compgen -W "$words" -- "$current"))
      }
      complete -o default -F _keyward keyward
      """;

  private BashCompletion() {}

  static String script(CompletionWords words) {
    StringBuilder verbs = new StringBuilder();
    words.nouns().forEach((noun, names) -> verbs.append(names(noun, names)));
    StringBuilder options = new StringBuilder();
    for (Verb verb : words.verbs()) {
      String pattern = verb.name().isEmpty() ? verb.noun() + " \"*" : verb.words() + "\"";
      options.append("    \"%s) options=\"%s\" ;;\n".formatted(pattern, join(words.options(verb))));
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
        : "    %s) [[ -z \"$verb\" ]] && words=\"%s\" ;;\n".formatted(noun, join(names));
  }

  private static String join(List<String> words) {
    return String.join(" ", words);
  }
}
