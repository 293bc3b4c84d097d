package dev.keyward.protector;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.VerificationFailedException;
import dev.keyward.protector.part.Check;
import java.util.List;
import java.util.Optional;

/**
 * Every check of one protector by name, in order. If all checks that need no private key passed, it
 * also has the verified protector.
 */
public final class VerificationReport {

  private final List<Check> checks;
  private final Optional<Check> obstacle;
  private final Optional<VerifiedProtector> verified;

  private VerificationReport(
      List<Check> checks, Optional<Check> obstacle, Optional<VerifiedProtector> verified) {
    this.checks = List.copyOf(checks);
    this.obstacle = obstacle;
    this.verified = verified;
  }

  static VerificationReport valid(List<Check> checks, VerifiedProtector verified) {
    return new VerificationReport(checks, Optional.empty(), Optional.of(verified));
  }

  static VerificationReport refused(List<Check> checks, Check obstacle) {
    return new VerificationReport(checks, Optional.of(obstacle), Optional.empty());
  }

  /** The checks in the order they were made. */
  public List<Check> checks() {
    return checks;
  }

  /**
   * What keeps it from being valid: the first check that failed, or where none did the first
   * signature of an unknown algorithm. Empty where it is valid.
   */
  public Optional<Check> obstacle() {
    return obstacle;
  }

  /** The protector, where it is valid. It may be one that Keyward cannot open. */
  public Optional<VerifiedProtector> verified() {
    return verified;
  }

  /**
   * The protector. It may be one that Keyward cannot open.
   *
   * @throws VerificationFailedException the first check that failed; its name is the code
   * @throws UnsupportedFormatException code {@code cannot-be-checked}, where none failed and the
   *     algorithm of a signature is unknown
   */
  public VerifiedProtector orThrow() throws KeywardException {
    if (obstacle.isPresent()) {
      Check check = obstacle.get();
      throw check.outcome() == Check.Outcome.FAILED
          ? new VerificationFailedException(fault(check, check.name()))
          : new UnsupportedFormatException(fault(check, "cannot-be-checked"));
    }
    return verified.orElseThrow();
  }

  /**
   * The same, and the protector must also meet the expectation.
   *
   * @throws KeywardException what {@link Expectation#require} throws, too
   */
  public VerifiedProtector orThrow(Expectation expected) throws KeywardException {
    VerifiedProtector valid = orThrow();
    expected.require(valid);
    return valid;
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
