package dev.keyward.guardian;

import dev.keyward.KeyUnusableException;
import dev.keyward.crypto.OaepParameters;
import dev.keyward.crypto.Tools;
import dev.keyward.secret.SecretBytes;
import java.security.PublicKey;
import java.util.Optional;

/**
 * Both private keys of one guardian: it can sign and open. The handle of a device may be any key,
 * so call {@link #prove} to check that the keys belong to the certificates.
 */
public record GuardianKeys(SigningKey signing, OpeningKey opening) {

  private static final int SECRET = 32;

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

  /**
   * Signs with one key and opens with the other.
   *
   * @throws KeyUnusableException code {@code key-mismatch}, where a key is not its certificate's,
   *     or what its provider says
   */
  public void prove(Tools tools) throws KeyUnusableException {
    PublicKey signer = guardian().signing().publicKey();
    require(tools.engine().belongs(signing.key(), signer), "signing");
    require(isOpener(tools), "encryption");
  }

  private boolean isOpener(Tools tools) throws KeyUnusableException {
    try (SecretBytes secret = SecretBytes.random(SECRET, tools.random())) {
      byte[] wrapped =
          tools
              .engine()
              .wrap(
                  OaepParameters.SHA256,
                  guardian().encryption().publicKey(),
                  secret,
                  tools.random());
      Optional<SecretBytes> opened =
          tools.engine().unwrap(OaepParameters.SHA256, opening.key(), wrapped, SECRET);
      try (SecretBytes found = opened.orElseGet(() -> SecretBytes.copyOf(new byte[SECRET]))) {
        return found.sameAs(secret);
      }
    }
  }

  private void require(boolean proved, String role) throws KeyUnusableException {
    if (!proved) {
      throw KeyUnusableException.ofOtherCertificate(role + " key of " + guardian().name());
    }
  }
}
