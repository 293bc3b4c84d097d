package dev.keyward.host.libvirt;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.host.Acceptance;
import java.util.Optional;

/**
 * What the operator accepts at the next start, and at no later one.
 *
 * @param state the state of the virtual TPM that may be there; empty for the recorded one only
 * @param history what the file of the VM may be, although the host remembers something else
 */
public record AcceptedOnce(Optional<Thumbprint> state, Acceptance history) {

  /** Nothing. */
  public static final AcceptedOnce NOTHING = new AcceptedOnce(Optional.empty(), Acceptance.NONE);

  /** Whether it accepts anything. */
  public boolean isAnything() {
    return !equals(NOTHING);
  }
}
