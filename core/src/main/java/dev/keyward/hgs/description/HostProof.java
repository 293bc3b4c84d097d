package dev.keyward.hgs.description;

import dev.keyward.guardian.GuardianCertificate;
import java.util.List;

/** What a registered host proves itself with. */
public sealed interface HostProof {

  /**
   * A host key.
   *
   * @param key the public half
   */
  record HostKey(HostPublicKey key) implements HostProof {}

  /**
   * One TPM. The host's key alone is never enough for such a host.
   *
   * @param endorsementKey the key that the TPM was made with
   */
  record Tpm(HostPublicKey endorsementKey) implements HostProof {}

  /**
   * The first TPM that shows a certificate of one of these authorities. The service keeps its
   * endorsement key, and refuses every other TPM from then on.
   *
   * @param authorities each is trusted by itself; one at least
   */
  record FirstTpm(List<GuardianCertificate> authorities) implements HostProof {

    /** The most authorities of a host. */
    public static final int MOST_AUTHORITIES = 64;

    /** Copies the list; refuses an empty one and one that is too long. */
    public FirstTpm {
      authorities = List.copyOf(authorities);
      if (authorities.isEmpty() || authorities.size() > MOST_AUTHORITIES) {
        throw new IllegalArgumentException("1 to 64 authorities");
      }
    }
  }
}
