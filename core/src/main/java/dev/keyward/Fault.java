package dev.keyward;

import java.util.Optional;

/**
 * What went wrong, in the parts every error of Keyward has. None of them ever holds key or
 * passphrase material.
 *
 * @param code a stable identifier in kebab case, for programs
 * @param where the file, element or object that is at fault
 * @param found what was found there, lower case, without a full stop
 * @param expected what would have been right, or empty where that is obvious
 * @param hint what the user can do about it
 */
public record Fault(
    String code, String where, String found, String expected, Optional<String> hint) {

  /** A fault without a hint. */
  public static Fault of(String code, String where, String found, String expected) {
    return new Fault(code, where, found, expected, Optional.empty());
  }

  /** The same fault with something the user can do. */
  public Fault withHint(String newHint) {
    return new Fault(code, where, found, expected, Optional.of(newHint));
  }

  /** The same fault with more behind what was found. */
  public Fault withMore(String more) {
    return new Fault(code, where, found + more, expected, hint);
  }

  /** The same fault seen from outside: {@code outer} is put in front of the place. */
  public Fault within(String outer) {
    if (outer.isEmpty()) {
      return this;
    }
    String place = where.isEmpty() ? outer : outer + ": " + where;
    return new Fault(code, place, found, expected, hint);
  }

  /** One line: {@code where: found, expected}. */
  public String message() {
    String start = where.isEmpty() ? "" : where + ": ";
    return start + found + (expected.isEmpty() ? "" : ", expected " + expected);
  }
}
