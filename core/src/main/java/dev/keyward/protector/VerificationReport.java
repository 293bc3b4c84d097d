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
    return Fault.of(code, check.where(), check.detail(), expected(check.name()));
  }

  private static String expected(String name) {
    return switch (name) {
      case "wrapping-ids" -> "each id once";
      case "owner" -> "one wrapping that is its own parent";
      case "parents" -> "parents that lead to the owner";
      case "distinct-keys" -> "keys of its own";
      case "sealer" -> "the id of a wrapping";
      case "signing-certificate" -> "an RSA key of 2048 to 8192 bits that may sign";
      case "encryption-certificate" -> "an RSA key of 2048 to 8192 bits that may decrypt";
      case "signing-certificate-signature" -> "its parent's over the signing certificate";
      case "encryption-certificate-signature" -> "its own over the encryption certificate";
      case "guardian-signature" -> "the sealer's over the wrappings";
      default -> "an algorithm that Keyward knows";
    };
  }
}
