package dev.keyward.finding;

import java.util.Optional;

/**
 * What an export says about a machine beside its protector. No signature covers these values. A
 * value that the export leaves out is empty, and Keyward concludes nothing from that.
 *
 * @param clustered whether a cluster moves it between hosts
 * @param tpm whether its virtual TPM is enabled
 * @param isolation where its guest state is kept, such as {@code TrustedLaunch}
 * @param problem why its protector could not be read, made printable
 * @param files what only Hyper-V's own files say; empty for an export
 */
public record VmFacts(
    Optional<Boolean> clustered,
    Optional<Boolean> tpm,
    Optional<String> isolation,
    Optional<String> problem,
    Optional<Files> files) {

  /** Says nothing. */
  public static final VmFacts NONE =
      new VmFacts(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Of an export. */
  public VmFacts(
      Optional<Boolean> clustered,
      Optional<Boolean> tpm,
      Optional<String> isolation,
      Optional<String> problem) {
    this(clustered, tpm, isolation, problem, Optional.empty());
  }

  /**
   * What Hyper-V's own files say of a machine.
   *
   * @param shielding whether it asks to be shielded; empty where they do not say it
   * @param lastKnownGood what they hold as its last known good protector
   */
  public record Files(Optional<Boolean> shielding, LastKnownGood lastKnownGood) {}

  /** What a machine's files hold as the last protector that it started with. */
  public enum LastKnownGood {
    /** Nothing. */
    NONE("none"),
    /** The same protector as the current one. */
    SAME("same"),
    /** Another protector than the current one. */
    OTHER("other");

    private final String code;

    LastKnownGood(String code) {
      this.code = code;
    }

    /** As reports call it. */
    public String code() {
      return code;
    }
  }

  /** What a machine's own files say of it. */
  public static VmFacts of(Optional<Boolean> tpm, Files files) {
    return new VmFacts(
        Optional.empty(), tpm, Optional.empty(), Optional.empty(), Optional.of(files));
  }

  private static final String TRUSTED_LAUNCH = "TrustedLaunch";

  /** The same with why its protector could not be read. */
  public VmFacts because(String reason) {
    return new VmFacts(clustered, tpm, isolation, Optional.of(reason), files);
  }

  /** Whether its key is kept elsewhere, and not in a key protector. */
  public boolean isTrustedLaunch() {
    return isolation.filter(TRUSTED_LAUNCH::equalsIgnoreCase).isPresent();
  }
}
