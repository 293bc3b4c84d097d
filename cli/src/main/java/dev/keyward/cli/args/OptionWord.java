package dev.keyward.cli.args;

import java.util.List;
import java.util.Optional;

/** How an option is spelled: {@code --name}, {@code --name=value}, or one dash and one letter. */
final class OptionWord {

  private OptionWord() {}

  /** Whether {@code word} begins like an option; a dash alone is standard input or output. */
  static boolean is(String word) {
    return word.startsWith("-") && word.length() > 1;
  }

  /** The option without the value glued to it. */
  static String name(String word) {
    int equals = word.indexOf('=');
    return equals < 0 ? word : word.substring(0, equals);
  }

  /** The option of {@code specs} that the word names. */
  static Optional<OptionSpec> find(String word, List<OptionSpec> specs) {
    if (word.startsWith("--")) {
      String name = name(word).substring(2);
      return specs.stream().filter(spec -> spec.name().equals(name)).findFirst();
    }
    return specs.stream()
        .filter(spec -> spec.letter().filter(letter -> word.equals("-" + letter)).isPresent())
        .findFirst();
  }
}
