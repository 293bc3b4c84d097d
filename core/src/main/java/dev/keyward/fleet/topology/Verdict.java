package dev.keyward.fleet.topology;

/** What a service that is reached says to a host that wants to start a machine. */
public enum Verdict {
  /** It releases the key. */
  RELEASES("releases the key"),
  /** The host is not registered with it. */
  NOT_REGISTERED("does not know the host"),
  /** The host keeps a policy that the service does not have. */
  OTHER_POLICY("has not the host's attestation policy"),
  /** The host has a version of Windows Server that cannot attest there. */
  OLD_HOST("cannot attest a host of this version"),
  /** The host and the service have different ways of attestation. */
  OTHER_MODE("uses another attestation mode than the host"),
  /** The host's own configuration says that it did not pass. */
  NOT_GUARDED("did not attest the host, as the host's configuration says"),
  /** The protector is for a signing certificate that is disabled. */
  DISABLED_SIGNING("has disabled the signing certificate that the protector is for"),
  /** The protector is for an encryption certificate that is disabled. */
  DISABLED_ENCRYPTION("has disabled the encryption certificate that the protector is for"),
  /** The protector is for its guardian, but for other keys than the service has. */
  OTHER_KEYS("does not have the keys that the protector is for"),
  /** The protector is not for it. */
  NO_WRAPPING("cannot open the protector"),
  /** There is no valid protector. */
  NO_PROTECTOR("gets no valid protector");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** Whether the service's own certificates are the reason. */
  public boolean isOfKeys() {
    return this == DISABLED_SIGNING || this == DISABLED_ENCRYPTION || this == OTHER_KEYS;
  }

  /** Completes the sentence that begins with the service's name. */
  public String words() {
    return words;
  }
}
