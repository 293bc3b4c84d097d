package dev.keyward.cli.args;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One option of a verb.
 *
 * @param name the long name without dashes, such as {@code key-size}
 * @param argument what stands for the value in the help, such as {@code FILE}; empty for a flag
 * @param repeatable whether the option may be given several times, each with a value
 * @param mustBeGiven whether the verb never works without it
 * @param description one line, lower case, without a full stop
 */
public record OptionSpec(
    String name,
    Optional<String> argument,
    boolean repeatable,
    boolean mustBeGiven,
    String description) {

  private static final Map<String, String> SHORT_FORMS =
      Map.of("out", "o", "help", "h", "verbose", "v", "version", "V");

  /** Refuses names that cannot be typed. */
  public OptionSpec {
    if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("not an option name: " + name);
    }
  }

  /** An option without a value. */
  public static OptionSpec flag(String name, String description) {
    return new OptionSpec(name, Optional.empty(), false, false, description);
  }

  /** An option with a value, given at most once. */
  public static OptionSpec value(String name, String argument, String description) {
    return new OptionSpec(name, Optional.of(argument), false, false, description);
  }

  /** An option with a value that may be given several times. */
  public static OptionSpec many(String name, String argument, String description) {
    return new OptionSpec(name, Optional.of(argument), true, false, description);
  }

  /** The same option for a verb that never works without it. */
  public OptionSpec required() {
    return new OptionSpec(name, argument, repeatable, true, description);
  }

  /** All values that it takes, if they are a fixed set such as {@code text|json}; else empty. */
  public List<String> choices() {
    return argument
        .filter(text -> text.matches("[a-z0-9-]+(\\|[a-z0-9-]+)+"))
        .map(text -> List.of(text.split("\\|")))
        .orElse(List.of());
  }

  /** Whether the value says where a passphrase is, so that somebody may give it itself. */
  public boolean leadsToPassphrase() {
    return name.endsWith("passphrase-file") || name.endsWith("passphrase-env");
  }

  /** The letter of the options that have a short form; {@code --version N} of a disk has none. */
  public Optional<String> letter() {
    return name.equals("version") && argument.isPresent()
        ? Optional.empty()
        : Optional.ofNullable(SHORT_FORMS.get(name));
  }
}
