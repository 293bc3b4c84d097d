package dev.keyward.finding;

import java.util.Optional;

/**
 * What an export says of a machine beside its protector. As found: nothing of it is signed. What an
 * export leaves out is empty, and nothing is concluded from it.
 *
 * @param clustered whether a cluster moves it between hosts
 * @param tpm whether its virtual TPM is enabled
 * @param isolation where its guest state is kept, such as {@code TrustedLaunch}
 * @param problem why its protector could not be read, made printable
 */
public record VmFacts(
    Optional<Boolean> clustered,
    Optional<Boolean> tpm,
    Optional<String> isolation,
    Optional<String> problem) {

  /** Says nothing. */
  public static final VmFacts NONE =
      new VmFacts(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final String TRUSTED_LAUNCH = "TrustedLaunch";

  /** The same with why its protector could not be read. */
  public VmFacts because(String reason) {
    return new VmFacts(clustered, tpm, isolation, Optional.of(reason));
  }

  /** Whether its key is kept elsewhere, and not in a key protector. */
  public boolean isTrustedLaunch() {
    return isolation.filter(TRUSTED_LAUNCH::equalsIgnoreCase).isPresent();
  }
}
