package dev.keyward;

import java.util.Optional;

/**
 * What went wrong, in the parts every error of Keyward has. No part ever holds key or passphrase
 * material.
 *
 * @param code a stable identifier in kebab case, for programs
 * @param where the file, element or object that is at fault
 * @param found what was found there, lower case, without a full stop
 * @param expected what Keyward expected, or empty if that is obvious
 * @param hint what the user can do about it
 */
public record Fault(
    String code, String where, String found, String expected, Optional<String> hint) {

  /**
   * The parts that all faults of one kind of input share. Such faults differ in what was found.
   *
   * @param code as in {@link Fault}
   * @param where as in {@link Fault}
   * @param expected as in {@link Fault}
   */
  public record Kind(String code, String where, String expected) {

    /** This kind of fault at another place. */
    public Kind at(String place) {
      return new Kind(code, place, expected);
    }

    /** An exception that says that the input contains {@code found}. */
    public MalformedInputException malformed(String found) {
      return new MalformedInputException(of(code, where, found, expected));
    }

    /** The same exception, with the error of another library as its cause. */
    public MalformedInputException malformed(String found, Exception cause) {
      return new MalformedInputException(of(code, where, found, expected), cause);
    }
  }

  /** A fault without a hint. */
  public static Fault of(String code, String where, String found, String expected) {
    return new Fault(code, where, found, expected, Optional.empty());
  }

  /** This fault with a hint that says what the user can do. */
  public Fault withHint(String newHint) {
    return new Fault(code, where, found, expected, Optional.of(newHint));
  }

  /** This fault with {@code more} appended to what was found. */
  public Fault withMore(String more) {
    return new Fault(code, where, found + more, expected, hint);
  }

  /** This fault with {@code outer} in front of its place, such as the name of a file. */
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
