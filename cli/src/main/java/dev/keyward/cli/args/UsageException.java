package dev.keyward.cli.args;

import java.util.Optional;

/** The command was typed wrongly. */
public final class UsageException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Empty where there is none: an exception's parts can be serialized. */
  private final String hint;

  /** With what was found, lower case, without a full stop. */
  public UsageException(String found) {
    this(found, "");
  }

  /** With what the user can do about it. */
  public UsageException(String found, String hint) {
    super(found);
    this.hint = hint;
  }

  /** What the user can do about it, where there is more to say than the verb's help does. */
  public Optional<String> hint() {
    return Optional.of(hint).filter(text -> !text.isEmpty());
  }
}
