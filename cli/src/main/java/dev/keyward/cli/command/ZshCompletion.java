package dev.keyward.cli.command;

import java.util.List;
import java.util.Locale;

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
    return new CaseScript(FRAME, "    (%s) %s=(%s) ;;\n", "candidates", ZshCompletion::names)
        .of(words);
  }

  /** Where files are possible too, the shell offers them beside the verbs. */
  private static String names(String noun, List<String> names, boolean whole) {
    String offer = whole ? "compadd -- %s" : "candidates=(%s)";
    return names.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "    (%s) [[ -z \"$verb\" ]] && %s ;;\n",
            noun,
            String.format(Locale.ROOT, offer, String.join(" ", names)));
  }
}
