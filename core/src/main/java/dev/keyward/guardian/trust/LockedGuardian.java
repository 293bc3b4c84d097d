package dev.keyward.guardian.trust;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.keyfile.KeyFiles;
import dev.keyward.guardian.keyfile.LockedKeys;
import dev.keyward.internal.crypto.Both;
import java.io.IOException;
import java.nio.file.Path;

/** A stored guardian and its key files, read from one generation. */
record LockedGuardian(StoredGuardian stored, LockedKeys keys, Path generation) {

  /**
   * Reads both.
   *
   * @throws NoAccessException code {@code no-private-key}
   */
  static LockedGuardian read(Path generation, RsaEngine engine)
      throws IOException, KeywardException {
    StoredGuardian stored = GuardianFiles.decode(generation, engine);
    if (!stored.hasKeys()) {
      throw new NoAccessException(
          Fault.of(
              "no-private-key",
              "guardian " + stored.guardian().name(),
              "the store has no private keys of it",
              "a guardian that was made here or imported with its keys"));
    }
    return new LockedGuardian(stored, GuardianFiles.keys(generation), generation);
  }

  SigningKey signing(char[] passphrase) throws KeywardException {
    Guardian guardian = stored.guardian();
    String where = generation.resolve(GuardianFiles.SIGNING_KEY).toString();
    return new SigningKey(
        guardian,
        KeyFiles.unlock(keys.signing(), guardian.signing(), passphrase, where),
        stored.trust().acceptedExpired());
  }

  OpeningKey opening(char[] passphrase) throws KeywardException {
    Guardian guardian = stored.guardian();
    String where = generation.resolve(GuardianFiles.ENCRYPTION_KEY).toString();
    return new OpeningKey(
        guardian, KeyFiles.unlock(keys.encryption(), guardian.encryption(), passphrase, where));
  }

  GuardianKeys both(char[] passphrase) throws KeywardException {
    Both<SigningKey, OpeningKey> both =
        Both.<SigningKey, OpeningKey, KeywardException>of(
            () -> signing(passphrase), () -> opening(passphrase));
    return new GuardianKeys(both.first(), both.second());
  }
}
