package dev.keyward.hgs.description;

import java.util.Optional;
import java.util.stream.Stream;

/** Which hosts a service attests. */
public enum AttestationKind {
  /** Hosts that prove themselves with a host key. Nothing of them is measured. */
  HOST_KEY("host-key"),
  /** Hosts that prove themselves with a TPM and keep the policies. */
  TPM("tpm"),
  /** Both. A host that is registered with a TPM is never accepted by a host key. */
  BOTH("both");

  private final String word;

  AttestationKind(String word) {
    this.word = word;
  }

  /** The kind of that word. */
  public static Optional<AttestationKind> of(String word) {
    return Stream.of(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  /** The word in files and commands. */
  public String word() {
    return word;
  }

  /** Whether a host with such a proof can attest. */
  public boolean takes(HostProof proof) {
    return this == BOTH || (this == HOST_KEY) == (proof instanceof HostProof.HostKey);
  }
}
