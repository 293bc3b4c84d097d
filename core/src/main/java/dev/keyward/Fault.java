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

  /**
   * What the faults of one kind of input have in common: they differ in what was found.
   *
   * @param code as in {@link Fault}
   * @param where as in {@link Fault}
   * @param expected as in {@link Fault}
   */
  public record Kind(String code, String where, String expected) {

    /** The same kind at a place. */
    public Kind at(String place) {
      return new Kind(code, place, expected);
    }

    /** The input has {@code found} in it. */
    public MalformedInputException malformed(String found) {
      return new MalformedInputException(of(code, where, found, expected));
    }

    /** The same, with what another library said. */
    public MalformedInputException malformed(String found, Exception cause) {
      return new MalformedInputException(of(code, where, found, expected), cause);
    }
  }

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
