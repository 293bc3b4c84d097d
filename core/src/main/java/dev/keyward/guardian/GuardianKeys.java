package dev.keyward.guardian;

/** Both private keys of one guardian: it can sign and open. */
public record GuardianKeys(SigningKey signing, OpeningKey opening) {

  /** Refuses keys of two guardians. */
  public GuardianKeys {
    if (!signing.guardian().equals(opening.guardian())) {
      throw new IllegalArgumentException("the keys belong to different guardians");
    }
  }

  /** Whose keys they are. */
  public Guardian guardian() {
    return signing.guardian();
  }
}
