package dev.keyward.fleet.topology.fact;

import dev.keyward.host.failover.Seen;

/** What a service that is reached says to a host that wants to start a machine. */
public enum Verdict {
  /** It releases the key. */
  RELEASES("releases the key", Seen.ANSWERED),
  /** The host is not registered with it. */
  NOT_REGISTERED("does not know the host", Seen.UNAUTHORIZED),
  /** The host keeps a policy that the service does not have. */
  OTHER_POLICY("does not have the host's attestation policy", Seen.POLICY_NOT_MET),
  /** The host has a version of Windows Server that cannot attest there. */
  OLD_HOST("cannot attest a host of this version", Seen.ATTESTATION_REFUSED),
  /** The host and the service have different ways of attestation. */
  OTHER_MODE("uses another attestation mode than the host", Seen.OTHER_OPERATION_MODE),
  /** The host's own configuration says that it did not pass. */
  NOT_GUARDED(
      "did not attest the host, as the host's configuration says", Seen.ATTESTATION_REFUSED),
  /** The service's own attestation certificate has ended. */
  CERTIFICATE_ENDED(
      "attests hosts with a certificate that has ended", Seen.HEALTH_CERTIFICATE_REFUSED),
  /** The protector is for a signing certificate that is disabled. */
  DISABLED_SIGNING(
      "has disabled the signing certificate that the protector is for", Seen.NO_WRAPPING),
  /** The protector is for an encryption certificate that is disabled. */
  DISABLED_ENCRYPTION(
      "has disabled the encryption certificate that the protector is for", Seen.NO_WRAPPING),
  /** The protector is for its guardian, but for other keys than the service has. */
  OTHER_KEYS("does not have the keys that the protector is for", Seen.NO_WRAPPING),
  /** The protector is not for it. */
  NO_WRAPPING("cannot open the protector", Seen.NO_WRAPPING),
  /** There is no valid protector. */
  NO_PROTECTOR("gets no valid protector", Seen.PROTECTOR_REFUSED);

  private final String words;
  private final Seen seen;

  Verdict(String words, Seen seen) {
    this.words = words;
    this.seen = seen;
  }

  /** What the host sees of it, by which it decides where to go on. */
  public Seen seen() {
    return seen;
  }

  /** Whether the service's own certificates are the reason. */
  public boolean isOfKeys() {
    return this == DISABLED_SIGNING || this == DISABLED_ENCRYPTION || this == OTHER_KEYS;
  }

  /** Whether a rule of its own reports this verdict for every service that a host asks. */
  public boolean hasOwnRule() {
    return isOfKeys()
        || this == NOT_REGISTERED
        || this == OLD_HOST
        || this == OTHER_MODE
        || this == NOT_GUARDED
        || this == CERTIFICATE_ENDED;
  }

  /** Completes the sentence that begins with the service's name. */
  public String words() {
    return words;
  }
}
