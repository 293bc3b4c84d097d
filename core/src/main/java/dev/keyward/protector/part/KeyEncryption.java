package dev.keyward.protector.part;

import dev.keyward.crypto.OaepParameters;
import dev.keyward.internal.crypto.AcceptedAlgorithms;
import java.util.Optional;

/**
 * How a transport key is encrypted to a certificate: the algorithm's URI, and its parameters where
 * Keyward knows it. Without parameters the wrapping can be verified and never opened.
 *
 * @param uri the identifier in {@code EncryptedData}; of an unknown algorithm as it may be shown
 * @param parameters the digests of OAEP; empty for an unknown algorithm
 */
public record KeyEncryption(String uri, Optional<OaepParameters> parameters) {

  /** RSAES-OAEP with a digest and a mask digest of choice (XML Encryption 1.1). */
  public static final String RSA_OAEP = AcceptedAlgorithms.RSA_OAEP;

  /** RSAES-OAEP with MGF1-SHA-1 (XML Encryption 1.0). */
  public static final String RSA_OAEP_MGF1P = AcceptedAlgorithms.RSA_OAEP_MGF1P;

  /** What Keyward writes. */
  public static final KeyEncryption WRITTEN =
      new KeyEncryption(RSA_OAEP, Optional.of(OaepParameters.SHA256));

  public static KeyEncryption unknown(String uri) {
    UnknownAlgorithm algorithm = new UnknownAlgorithm(UnknownAlgorithm.Use.KEY_ENCRYPTION, uri);
    return new KeyEncryption(algorithm.uri(), Optional.empty());
  }

  /** The algorithm, where Keyward does not know it. */
  public Optional<UnknownAlgorithm> unknownAlgorithm() {
    return parameters.isPresent()
        ? Optional.empty()
        : Optional.of(new UnknownAlgorithm(UnknownAlgorithm.Use.KEY_ENCRYPTION, uri));
  }

  /** Whether audits call it legacy because it uses SHA-1. */
  public boolean isLegacy() {
    return uri.equals(RSA_OAEP_MGF1P)
        || parameters.filter(digests -> digests.maskDigest().equals("SHA-1")).isPresent();
  }
}
