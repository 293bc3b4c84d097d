package dev.keyward.cli.args;

import dev.keyward.text.Nearest;
import java.util.List;
import java.util.Optional;

/**
 * Refuses the spellings that Commons CLI takes and Keyward does not have: long options with one
 * dash, a value glued to a letter, and an option where a value should stand.
 */
final class WordCheck {

  private final List<OptionSpec> specs;

  WordCheck(List<OptionSpec> specs) {
    this.specs = specs;
  }

  void check(List<String> words) throws UsageException {
    for (int i = 0; i < words.size() && !words.get(i).equals("--"); i++) {
      String word = words.get(i);
      if (OptionWord.is(word)) {
        OptionSpec spec =
            OptionWord.find(word, specs).orElseThrow(() -> unknown(OptionWord.name(word)));
        boolean glued = word.contains("=");
        if (glued && spec.argument().isEmpty()) {
          throw new UsageException("--" + spec.name() + " takes no value");
        }
        if (spec.argument().isPresent() && !glued) {
          i++;
          checkValue(spec, i < words.size() ? Optional.of(words.get(i)) : Optional.empty());
        }
      }
    }
  }

  private UsageException unknown(String word) {
    List<String> names = specs.stream().map(spec -> "--" + spec.name()).toList();
    String found = "unknown option " + word;
    return Nearest.to(word, names)
        .map(near -> new UsageException(found, "did you mean " + near + "?"))
        .orElseGet(() -> new UsageException(found));
  }

  private static void checkValue(OptionSpec spec, Optional<String> value) throws UsageException {
    if (value.isEmpty()) {
      throw new UsageException("--" + spec.name() + " has no value");
    }
    if (OptionWord.is(value.get())) {
      throw new UsageException(
          "--" + spec.name() + " has no value",
          "a value that begins with a dash is written --"
              + spec.name()
              + "="
              + (spec.leadsToPassphrase() ? MaybeSecret.shortened(value.get()) : value.get()));
    }
  }
}
