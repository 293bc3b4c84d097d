package dev.keyward.protector.known;

import dev.keyward.protector.part.Identity;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Whom the two certificates of a wrapping say something about, by labels.
 *
 * @param identity the guardian that the wrapping is addressed to
 * @param either all who have the key of either certificate, in any state: for rules that say no
 * @param both who has both keys, both current or former and nobody else's: for rules that say yes
 * @param signer who signs with the signing key, current or former
 * @param claimants everybody who has the encryption key
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
