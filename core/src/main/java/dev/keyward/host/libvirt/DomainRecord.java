package dev.keyward.host.libvirt;

import dev.keyward.Fault;
import dev.keyward.VerificationFailedException;
import dev.keyward.guardian.Thumbprint;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a host keeps of a domain.
 *
 * @param domain its name in libvirt
 * @param id its UUID, which is the shielded VM's
 * @param file the shielded VM, an absolute path
 * @param tpmState the file in which swtpm keeps the encrypted state of its virtual TPM
 * @param status what was recorded last
 * @param digest of that state by then; empty where there was none
 * @param at when that was
 * @param accepted what the next start accepts
 */
public record DomainRecord(
    String domain,
    UUID id,
    Path file,
    Path tpmState,
    DomainStatus status,
    Optional<Thumbprint> digest,
    Instant at,
    AcceptedOnce accepted) {

  /** What the state of the virtual TPM is to the recorded one. */
  public enum Finding {
    /** There was none yet when the host last looked. */
    FIRST,
    /** The recorded one. */
    SAME,
    /** Another one, after a guest whose end the host did not see. */
    AFTER_CRASH,
    /** Another one, which the operator accepted. */
    ACCEPTED
  }

  /**
   * Judges the state of the virtual TPM before a start.
   *
   * @param state its digest; empty where there is none
   * @throws VerificationFailedException code {@code other-vtpm-state}: another state than when the
   *     guest stopped, so it was rolled back, or ran elsewhere
   */
  public Finding judge(Optional<Thumbprint> state) throws VerificationFailedException {
    if (state.equals(digest)) {
      return digest.isEmpty() ? Finding.FIRST : Finding.SAME;
    }
    if (digest.isEmpty()) {
      return Finding.FIRST;
    }
    if (state.isPresent() && state.equals(accepted.state())) {
      return Finding.ACCEPTED;
    }
    if (state.isPresent() && status == DomainStatus.RUNS) {
      return Finding.AFTER_CRASH;
    }
    throw new VerificationFailedException(
        Fault.of(
                "other-vtpm-state",
                tpmState.toString(),
                (state.isPresent() ? "another state" : "no state")
                    + " of the virtual TPM than this host recorded at "
                    + at,
                "the recorded one: it was rolled back, or the guest ran elsewhere")
            .withHint("host libvirt accept DIR DOMAIN accepts a state that you know, once"));
  }

  /** The same with another status and state; what was accepted is used up unless it only waits. */
  public DomainRecord with(DomainStatus next, Optional<Thumbprint> state, Instant now) {
    AcceptedOnce kept = next == DomainStatus.STOPPED ? accepted : AcceptedOnce.NOTHING;
    return new DomainRecord(domain, id, file, tpmState, next, state, now, kept);
  }

  /** The same where the next start accepts something. */
  public DomainRecord accepting(AcceptedOnce next) {
    return new DomainRecord(domain, id, file, tpmState, status, digest, at, next);
  }
}
