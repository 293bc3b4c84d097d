package dev.keyward.cli.args;

import java.util.List;
import java.util.Optional;

/**
 * What a verb is called and takes; help, completion and the page of commands are made of it.
 *
 * @param noun such as {@code guardian}
 * @param name such as {@code create}, or {@code certificate add} for one of a group; empty where
 *     the noun is the whole command
 * @param operands as the help shows them, separated by spaces, such as {@code NAME FILE|URL}
 * @param summary one line, lower case, without a full stop
 * @param options the verb's own, without the global ones
 * @param notes what else the help says, possibly several lines; may be empty
 */
public record Verb(
    String noun,
    String name,
    String operands,
    String summary,
    List<OptionSpec> options,
    String notes) {

  /** Keeps a copy of the options. */
  public Verb {
    options = List.copyOf(options);
  }

  /**
   * The global options that it takes: all but those that it has an option of its own name for, as
   * {@code template sign} has for {@code --version}.
   */
  public List<OptionSpec> globalOptions() {
    return GlobalOptions.all().stream().filter(global -> !declares(global.name())).toList();
  }

  /** Whether it has an option of its own of that name. */
  public boolean declares(String option) {
    return options.stream().anyMatch(own -> own.name().equals(option));
  }

  /** Noun and first word of its name, where it is one of a group; else empty. */
  public Optional<String> group() {
    int space = name.indexOf(' ');
    return space < 0 ? Optional.empty() : Optional.of(noun + " " + name.substring(0, space));
  }

  /** Noun and name as schemas are called after them, such as {@code guardian-create}. */
  public String dashed() {
    return words().replace(' ', '-');
  }

  /** Noun and name as they are typed, such as {@code guardian create}. */
  public String words() {
    return name.isEmpty() ? noun : noun + " " + name;
  }

  /** Noun, name and operands, such as {@code guardian show NAME}. */
  public String synopsis() {
    return operands.isEmpty() ? words() : words() + " " + operands;
  }
}
