package dev.keyward.cli.identity.model;

import dev.keyward.KeywardException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.SigningKey;
import java.util.List;

/**
 * Two keys that a guardian used from a month on.
 *
 * @param signing the number of the signing key
 * @param signingMonth when its certificate begins
 * @param encryption the number of the encryption key
 * @param month when that began
 * @param listed numbers of signing keys that its metadata lists
 */
record Generation(int signing, int signingMonth, int encryption, int month, List<Integer> listed) {

  GuardianCertificate signingCertificate() {
    return PooledKeys.certificate(signing, signingMonth);
  }

  GuardianCertificate encryptionCertificate() {
    return PooledKeys.certificate(encryption, month);
  }

  /** With the signature of the signing key over the encryption certificate, whoever has that. */
  SigningKey signer(String name) throws KeywardException {
    return GuardianMaker.signer(
        new GuardianCertificates(
            GuardianName.parse(name),
            signingCertificate(),
            encryptionCertificate(),
            listed.stream().map(each -> PooledKeys.certificate(each, 0)).toList()),
        PooledKeys.key(signing),
        RsaEngine.jdk());
  }

  GuardianKeys keys(String name) throws KeywardException {
    SigningKey signer = signer(name);
    return new GuardianKeys(signer, new OpeningKey(signer.guardian(), PooledKeys.key(encryption)));
  }
}
