package dev.keyward.cli.console;

import dev.keyward.text.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command line that is printed to be typed, built word by word. Names of files and machines come
 * from strangers: each is one word, exactly as it is, quoted for one shell, or there is no line.
 */
public final class TypedCommand {

  private static final int MOST_IN_WORD = 4096;

  private final Shell shell;
  private final List<String> words = new ArrayList<>();
  private Optional<String> untyped = Optional.empty();

  private TypedCommand(Shell shell) {
    this.shell = shell;
  }

  /** Begins one for a shell. */
  public static TypedCommand in(Shell shell) {
    return new TypedCommand(shell);
  }

  /** Words of our own, with a space between, on which no shell acts. */
  public TypedCommand words(String ours) {
    for (String word : ours.split(" ")) {
      if (isShownAsItIs(word)) {
        words.add(word);
      } else if (untyped.isEmpty()) {
        untyped = Optional.of(word);
      }
    }
    return this;
  }

  /** A file, which would be taken for an option if it began with a dash. */
  public TypedCommand file(String name) {
    return word(name.startsWith("-") && name.length() > 1 ? "./" + name : name);
  }

  /** An option with its value, which stays its value if it begins with a dash. */
  public TypedCommand option(String option, String value) {
    return value.startsWith("-") ? word(option + "=" + value) : words(option).word(value);
  }

  private TypedCommand word(String text) {
    Optional<String> typed = isShownAsItIs(text) ? shell.quoted(text) : Optional.empty();
    typed.ifPresent(words::add);
    if (typed.isEmpty() && untyped.isEmpty()) {
      untyped = Optional.of(text);
    }
    return this;
  }

  private static boolean isShownAsItIs(String text) {
    return text.length() <= MOST_IN_WORD && text.codePoints().noneMatch(ForeignText::isUnsafe);
  }

  /** The line; empty where a name cannot be typed in this shell. */
  public Optional<String> line() {
    return untyped.isPresent() ? Optional.empty() : Optional.of(String.join(" ", words));
  }

  /** The line, else the words that stand for it. */
  public String or(String instead) {
    return line().orElse(instead);
  }

  /** Why there is no line, in words. */
  public Optional<String> whyNone() {
    return untyped.map(
        text -> {
          String name = ForeignText.listed(text, MOST_IN_WORD);
          return isShownAsItIs(text)
              ? shell.words() + " would act on the name " + name
              : "the name " + name + " cannot be typed as it is shown";
        });
  }
}
