package dev.keyward.cli.console;

import java.util.Optional;
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

  /** The commands that look at a store, where a text may have one. */
  private static final Pattern IN_TEXT =
      Pattern.compile(
          "\\bkeyward (?:(?:guardian|protector|vm|host|shielding-data|fleet) [a-z]|audit )");

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

  /**
   * What to say behind a text whose commands would look at another store; empty where it has none,
   * or the usual store is meant. The text itself stays as it is: names in it can look like
   * commands.
   */
  public Optional<String> about(String text) {
    return store
        .filter(name -> IN_TEXT.matcher(text).find())
        .map(name -> TypedCommand.in(shell).option(STORE, name))
        .map(option -> option.or("the " + STORE + " of this command"))
        .map(typed -> "for the same store, add to these commands: " + typed);
  }
}
