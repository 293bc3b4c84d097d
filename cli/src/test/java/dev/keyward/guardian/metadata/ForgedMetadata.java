package dev.keyward.guardian.metadata;

import dev.keyward.KeyUnusableException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.SigningKey;
import java.security.PrivateKey;

/** Documents that another key signed than the one they name, as an attacker writes them. */
public final class ForgedMetadata {

  private ForgedMetadata() {}

  /** The certificates of a guardian, under the signature of {@code signer}. */
  public static byte[] of(SigningKey named, GuardianCertificate signer, PrivateKey key)
      throws KeyUnusableException {
    RsaEngine engine = RsaEngine.jdk();
    Guardian guardian = named.guardian();
    GuardianMetadata.Parts parts =
        new GuardianMetadata.Parts(
            guardian.signing(),
            guardian.encryption(),
            guardian.encryptionSignature(),
            engine.sign(named.key(), guardian.signing().der()),
            new GuardianMetadata.Signer(signer, false),
            guardian.otherSigning());
    return new MetadataWriter(engine).write(parts, signer, key);
  }
}
