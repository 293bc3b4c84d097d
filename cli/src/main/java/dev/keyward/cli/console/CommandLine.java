package dev.keyward.cli.console;

import dev.keyward.text.ForeignText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What printed commands are for.
 *
 * @param shell the one that they are pasted into
 * @param store the guardian store that was named for this command, as the user named it, so that
 *     what is printed is for the same store; empty for the usual one
 */
public record CommandLine(Shell shell, Optional<String> store) {

  /** The option that names a store. */
  public static final String STORE = "--store";

  /** The program's name where a command stands in a text, for those that look at a store. */
  private static final Pattern IN_TEXT =
      Pattern.compile(
          "\\bkeyward(?= (?:(?:guardian|protector|vm|host|shielding-data|fleet) [a-z]|audit ))");

  /** For the usual store. */
  public static CommandLine of(Shell shell) {
    return new CommandLine(shell, Optional.empty());
  }

  /** Begins a line of this program, for the same store. */
  public TypedCommand begin() {
    TypedCommand command = TypedCommand.in(shell).words("keyward");
    store.ifPresent(name -> command.option(STORE, name));
    return command;
  }

  /** The text with the store in each command that it has, where a store was named. */
  public String with(String text) {
    return store
        .filter(name -> name.codePoints().noneMatch(ForeignText::isUnsafe))
        .flatMap(shell::quoted)
        .map(typed -> Matcher.quoteReplacement("keyward " + STORE + " " + typed))
        .map(words -> IN_TEXT.matcher(text).replaceAll(words))
        .orElse(text);
  }
}
