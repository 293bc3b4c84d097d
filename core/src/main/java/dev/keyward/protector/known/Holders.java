package dev.keyward.protector.known;

import dev.keyward.protector.part.Identity;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The guardians that the two certificates of a wrapping point to, by their labels.
 *
 * @param identity the guardian that the wrapping is addressed to
 * @param either all guardians that have the key of either certificate, in any state; for rules that
 *     forbid
 * @param both the guardian that has both keys, if both are current or former and no other guardian
 *     has them; for rules that require or allow
 * @param signer the guardian that signs with the signing key, current or former
 * @param claimants all guardians that have the encryption key
 * @param vouched whether nothing but a signature of the signing key says that the encryption key is
 *     that guardian's. It could be borrowed: a grant signs another's signing certificate
 */
public record Holders(
    Identity identity,
    Set<String> either,
    Optional<String> both,
    Optional<String> signer,
    Set<String> claimants,
    boolean vouched) {

  /** Copies the sets and refuses missing parts. */
  public Holders {
    Objects.requireNonNull(identity, "identity");
    either = Set.copyOf(either);
    Objects.requireNonNull(both, "both");
    Objects.requireNonNull(signer, "signer");
    claimants = Set.copyOf(claimants);
  }
}
