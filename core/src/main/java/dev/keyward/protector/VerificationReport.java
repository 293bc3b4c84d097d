package dev.keyward.protector;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.VerificationFailedException;
import java.util.List;
import java.util.Optional;

/**
 * Every check of one protector by name, in order, and the verified protector where all of them
 * passed.
 */
public final class VerificationReport {

  private final List<Check> checks;
  private final Optional<VerifiedKeyProtector> verified;

  VerificationReport(List<Check> checks, Optional<VerifiedKeyProtector> verified) {
    this.checks = List.copyOf(checks);
    this.verified = verified;
  }

  /** The checks in the order they were made. */
  public List<Check> checks() {
    return checks;
  }

  /** The protector, where every check passed. */
  public Optional<VerifiedKeyProtector> verified() {
    return verified;
  }

  /**
   * The protector.
   *
   * @throws VerificationFailedException the first check that failed; its name is the code
   * @throws UnsupportedFormatException code {@code cannot-be-checked}, where none failed and an
   *     algorithm is unknown
   */
  public VerifiedKeyProtector orThrow() throws KeywardException {
    Optional<Check> failed = first(Check.Outcome.FAILED);
    if (failed.isPresent()) {
      throw new VerificationFailedException(fault(failed.get(), failed.get().name()));
    }
    Optional<Check> unknown = first(Check.Outcome.CANNOT_BE_CHECKED);
    if (unknown.isPresent()) {
      throw new UnsupportedFormatException(fault(unknown.get(), "cannot-be-checked"));
    }
    return verified.orElseThrow();
  }

  private Optional<Check> first(Check.Outcome outcome) {
    return checks.stream().filter(check -> check.outcome() == outcome).findFirst();
  }

  private static Fault fault(Check check, String code) {
    return Fault.of(code, check.where(), check.detail(), "a protector that is valid there");
  }
}
