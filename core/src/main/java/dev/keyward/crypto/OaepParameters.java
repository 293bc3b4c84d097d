package dev.keyward.crypto;

import java.util.Set;

/**
 * The two digests of RSAES-OAEP (RFC 8017, section 7.1), without a label, by their Java names.
 *
 * @param digest of the label, {@code SHA-1}, {@code SHA-256}, {@code SHA-384} or {@code SHA-512}
 * @param maskDigest of MGF1, one of the same
 */
public record OaepParameters(String digest, String maskDigest) {

  private static final Set<String> KNOWN = Set.of("SHA-1", "SHA-256", "SHA-384", "SHA-512");

  /** What Keyward writes: SHA-256 for both. */
  public static final OaepParameters SHA256 = new OaepParameters("SHA-256", "SHA-256");

  /** Refuses other digests. */
  public OaepParameters {
    if (!KNOWN.contains(digest) || !KNOWN.contains(maskDigest)) {
      throw new IllegalArgumentException("no OAEP with " + digest + " and " + maskDigest);
    }
  }
}
