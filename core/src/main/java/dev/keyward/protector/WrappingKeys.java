package dev.keyward.protector;

import dev.keyward.guardian.GuardianName;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.seal.Sealer;
import java.security.PrivateKey;
import java.util.Objects;

/**
 * A wrapping with both of its private keys, with which a key protection service opens and seals.
 * You cannot grant access to it, because it is not a trusted guardian.
 *
 * @param name what the service is called
 * @param wrapping the wrapping, of a verified protector
 * @param opening the key of its encryption certificate
 * @param sealing the key of its signing certificate
 */
public record WrappingKeys(
    GuardianName name, Wrapping wrapping, PrivateKey opening, PrivateKey sealing) {

  /** Refuses missing parts, and keys of another modulus than their certificates'. */
  public WrappingKeys {
    Objects.requireNonNull(name, "name");
    if (!wrapping.encryption().mayBelongTo(opening) || !wrapping.signing().mayBelongTo(sealing)) {
      throw new IllegalArgumentException("not the private keys of wrapping " + wrapping.id());
    }
  }

  /** The key that seals, with its certificate. */
  Sealer sealer() {
    return new Sealer(name, wrapping.signing(), sealing);
  }

  /** The name and the number of the wrapping. */
  @Override
  public String toString() {
    return "WrappingKeys(" + name + ", " + wrapping.id() + ")";
  }
}
