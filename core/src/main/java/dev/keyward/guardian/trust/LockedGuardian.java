package dev.keyward.guardian.trust;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.keyfile.KeyFiles;
import dev.keyward.guardian.keyfile.LockedKeys;
import dev.keyward.internal.crypto.Both;

/**
 * One generation of a stored guardian, and its key files.
 *
 * @param where the folder of the key files, for errors
 */
record LockedGuardian(TrustedGuardian trusted, LockedKeys keys, String where) {

  /** What a guardian without private keys here is refused with. */
  static NoAccessException without(Guardian guardian) {
    return new NoAccessException(
        Fault.of(
            "no-private-key",
            "guardian " + guardian.name(),
            "the store has no private keys of it",
            "a guardian that was made here or imported with its keys"));
  }

  SigningKey signing(char[] passphrase) throws KeywardException {
    Guardian guardian = trusted.guardian();
    return new SigningKey(
        guardian,
        KeyFiles.unlock(keys.signing(), guardian.signing(), passphrase, where + "/signing.p12"),
        trusted.decision().acceptedExpired());
  }

  OpeningKey opening(char[] passphrase) throws KeywardException {
    Guardian guardian = trusted.guardian();
    return new OpeningKey(
        guardian,
        KeyFiles.unlock(
            keys.encryption(), guardian.encryption(), passphrase, where + "/encryption.p12"));
  }

  GuardianKeys both(char[] passphrase) throws KeywardException {
    Both<SigningKey, OpeningKey> both =
        Both.<SigningKey, OpeningKey, KeywardException>of(
            () -> signing(passphrase), () -> opening(passphrase));
    return new GuardianKeys(both.first(), both.second());
  }
}
