package dev.keyward.hgs.folder;

import dev.keyward.KeywardException;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.secret.Passphrase;
import java.util.List;

/**
 * Lets a former signing key of a service vouch for the present ones: who knows the service by the
 * former key takes the new keys by this alone.
 *
 * @param files of the service
 * @param passphrase of its keys
 * @param where the folder, for errors
 */
record FormerSigner(HgsFiles files, Passphrase passphrase, String where) {

  /**
   * Metadata of the primary keys.
   *
   * @param former a signing certificate of the service, enabled or not, that is not primary
   * @throws dev.keyward.NoAccessException code {@code no-primary-certificate}
   * @throws dev.keyward.BadPassphraseException if the passphrase does not open the service's keys
   */
  byte[] sign(HgsCertificate former, Tools tools) throws KeywardException {
    SigningKey fresh =
        HgsKeys.opening(files, passphrase, where)
            .publisher(tools.engine())
            .orElseThrow(files.description()::noPrimary);
    GuardianCertificates certificates =
        new GuardianCertificates(
            files.description().name(),
            former.certificate(),
            fresh.guardian().encryption(),
            List.of());
    SigningKey signer =
        GuardianMaker.signer(
            certificates,
            new HgsUnlocking(files, passphrase, where).key(former).entry().key(),
            tools.engine());
    return GuardianMetadata.createSignedBy(signer, fresh, tools).bytes();
  }
}
