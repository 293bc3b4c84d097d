package dev.keyward.cli.args;

import java.util.Map;
import java.util.Optional;

/**
 * One option of a verb.
 *
 * @param name the long name without dashes, such as {@code key-size}
 * @param argument what stands for the value in the help, such as {@code FILE}; empty for a flag
 * @param repeatable whether the option may be given several times, each with a value
 * @param description one line, lower case, without a full stop
 */
public record OptionSpec(
    String name, Optional<String> argument, boolean repeatable, String description) {

  private static final Map<String, String> SHORT_FORMS =
      Map.of("out", "o", "help", "h", "verbose", "v");

  /** Refuses names that cannot be typed. */
  public OptionSpec {
    if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("not an option name: " + name);
    }
  }

  /** An option without a value. */
  public static OptionSpec flag(String name, String description) {
    return new OptionSpec(name, Optional.empty(), false, description);
  }

  /** An option with a value, given at most once. */
  public static OptionSpec value(String name, String argument, String description) {
    return new OptionSpec(name, Optional.of(argument), false, description);
  }

  /** An option with a value that may be given several times. */
  public static OptionSpec many(String name, String argument, String description) {
    return new OptionSpec(name, Optional.of(argument), true, description);
  }

  /** Whether the value says where a passphrase is, so that somebody may give it itself. */
  public boolean leadsToPassphrase() {
    return name.endsWith("passphrase-file") || name.endsWith("passphrase-env");
  }

  /** The letter of the three options that have a short form. */
  public Optional<String> letter() {
    return Optional.ofNullable(SHORT_FORMS.get(name));
  }
}
