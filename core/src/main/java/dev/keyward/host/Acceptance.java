package dev.keyward.host;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import java.util.Locale;
import java.util.Optional;

/**
 * What the operator of a host takes although its record says otherwise.
 *
 * @param rollback a state that came before the one that was here last
 * @param branch a state that does not come from the one that was here last, or a VM that was
 *     shielded again
 * @param owner the owner that a VM was handed over to: a fingerprint of the signing key or of its
 *     certificate
 */
public record Acceptance(boolean rollback, boolean branch, Optional<Thumbprint> owner) {

  /** Nothing but what the record allows. */
  public static final Acceptance NONE = new Acceptance(false, false, Optional.empty());

  /** What was in the way of a start. */
  public enum Kind {
    ROLLBACK,
    BRANCH,
    OWNER;

    /** The word for it in options and results. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether the operator named another owner than this one. */
  boolean isAnotherThan(GuardianCertificate signing) {
    return owner.isPresent() && !signing.isNamed(owner.get());
  }
}
