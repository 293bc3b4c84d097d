package dev.keyward.cli.args;

import java.util.List;

/**
 * What a verb is called and takes; help, completion and the README's table are made of it.
 *
 * @param noun such as {@code guardian}
 * @param name such as {@code create}; empty where the noun is the whole command
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

  /** Noun and name as they are typed, such as {@code guardian create}. */
  public String words() {
    return name.isEmpty() ? noun : noun + " " + name;
  }
}
