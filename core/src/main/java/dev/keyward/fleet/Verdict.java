package dev.keyward.fleet;

/** What a service that is reached says to a host that wants to start a machine. */
public enum Verdict {
  /** It releases the key. */
  RELEASES("releases the key"),
  /** The host is not registered with it. */
  NOT_REGISTERED("does not know the host"),
  /** The host keeps a policy that the service does not have. */
  OTHER_POLICY("has not the host's attestation policy"),
  /** The protector is not for it. */
  NO_WRAPPING("cannot open the protector"),
  /** There is no valid protector. */
  NO_PROTECTOR("gets no valid protector");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** Completes the sentence that begins with the service's name. */
  public String words() {
    return words;
  }
}
