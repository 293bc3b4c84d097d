package dev.keyward.hgs.description;

import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import java.util.Optional;

/**
 * A host that may attest.
 *
 * @param name of the form of guardians' names
 * @param proof what it proves itself with
 */
public record RegisteredHost(GuardianName name, HostProof proof) {

  /** One that proves itself with a host key. */
  public RegisteredHost(GuardianName name, HostPublicKey key) {
    this(name, new HostProof.HostKey(key));
  }

  /** The host key or endorsement key; empty where the first TPM brings it. */
  public Optional<HostPublicKey> key() {
    if (proof instanceof HostProof.HostKey hostKey) {
      return Optional.of(hostKey.key());
    }
    return proof instanceof HostProof.Tpm tpm
        ? Optional.of(tpm.endorsementKey())
        : Optional.empty();
  }

  /** Whether that is the digest of its key. */
  public boolean hasKey(Thumbprint digest) {
    return key().filter(key -> key.digest().equals(digest)).isPresent();
  }

  /** Whether it proves itself with a TPM. */
  public boolean isMeasured() {
    return !(proof instanceof HostProof.HostKey);
  }
}
