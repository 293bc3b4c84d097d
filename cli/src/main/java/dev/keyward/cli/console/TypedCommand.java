package dev.keyward.cli.console;

import dev.keyward.text.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command line that Keyward prints for the user to type, built word by word. Strangers choose the
 * names of files and machines. So each name is one word, quoted for one shell, or there is no line.
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

  /** Fixed words with spaces between them; no shell acts on them. */
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

  /** A file; it gets {@code ./} before a leading dash, so that no command reads an option. */
  public TypedCommand file(String name) {
    return word(name.startsWith("-") && name.length() > 1 ? "./" + name : name);
  }

  /** An option with its value, also for a value that begins with a dash. */
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
    return text.length() <= MOST_IN_WORD
        && text.codePoints().noneMatch(ForeignText::isUnsafe)
        && ForeignText.inert(text).equals(text);
  }

  /** The line; empty where a name cannot be typed in this shell. */
  public Optional<String> line() {
    return untyped.isPresent() ? Optional.empty() : Optional.of(String.join(" ", words));
  }

  /** The line, or the given words if there is none. */
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
