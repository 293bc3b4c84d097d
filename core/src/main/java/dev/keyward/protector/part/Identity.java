package dev.keyward.protector.part;

import java.util.Optional;

/** Whom a wrapping is addressed to, as far as the known guardians tell. */
public sealed interface Identity {

  /** Both certificates are this guardian's. */
  record Known(String name) implements Identity {}

  /**
   * The signing certificate is one that this guardian had before and still vouches for, and the
   * encryption certificate beside it is not its present one: it was granted before the guardian
   * changed its keys.
   */
  record Replaced(String name) implements Identity {}

  /** Neither certificate is of a known guardian. */
  record Unknown() implements Identity {}

  /**
   * One certificate is a known guardian's and the other is not: somebody may have put a foreign
   * certificate beside a trusted one.
   *
   * @param signing whose the signing certificate is
   * @param encryption whose the encryption certificate is
   */
  record Mixed(Optional<String> signing, Optional<String> encryption) implements Identity {}
}
