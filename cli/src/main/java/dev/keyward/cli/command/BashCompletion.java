package dev.keyward.cli.command;

import java.util.List;
import java.util.Locale;

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
    return new CaseScript(FRAME, "    %s) %s=\"%s\" ;;\n", "words", BashCompletion::names)
        .of(words);
  }

  /** Where files are possible too, the shell offers them until a word is begun. */
  private static String names(String noun, List<String> names, boolean whole) {
    String typed = whole ? " && -n \"$current\"" : "";
    return names.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "    %s) [[ -z \"$verb\"%s ]] && words=\"%s\" ;;\n",
            noun,
            typed,
            String.join(" ", names));
  }
}
