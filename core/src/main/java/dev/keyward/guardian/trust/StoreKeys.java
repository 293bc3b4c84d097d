package dev.keyward.guardian.trust;

import dev.keyward.KeywardException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.keyfile.KeyFiles;
import dev.keyward.guardian.keyfile.LockedKeys;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/** The private keys of a guardian's generations, which one passphrase locks. */
final class StoreKeys {

  private StoreKeys() {}

  /** The current generation with its key files, read from the folder of the store. */
  static LockedGuardian current(Path folder, RsaEngine engine)
      throws IOException, KeywardException {
    StoredGuardian stored = GuardianFiles.decode(folder, engine);
    return locked(folder, stored, stored.guardian());
  }

  /** The generation with the keys of {@code wanted}. */
  static LockedGuardian of(Path folder, Guardian wanted, RsaEngine engine)
      throws IOException, KeywardException {
    StoredGuardian stored = GuardianFiles.decode(folder, engine);
    Guardian generation =
        stored.history().generations().stream()
            .filter(each -> each.hasKeysOf(wanted))
            .findFirst()
            .orElseThrow(() -> LockedGuardian.without(wanted));
    return locked(folder, stored, generation);
  }

  private static LockedGuardian locked(Path folder, StoredGuardian stored, Guardian generation)
      throws IOException, KeywardException {
    TrustedGuardian trusted =
        stored.generations().stream()
            .filter(each -> each.hasKeys() && each.guardian().equals(generation))
            .findFirst()
            .orElseThrow(() -> LockedGuardian.without(generation))
            .trusted();
    String name = stored.folder(generation);
    String where = folder.resolve(GuardianFiles.key(name, "")).toString();
    return new LockedGuardian(trusted, GuardianFiles.keys(folder, name), where);
  }

  /** Refuses a passphrase that does not open the keys that are here. */
  static void requireOpens(GuardianRecord record, Passphrase passphrase) throws KeywardException {
    for (Guardian generation : record.history().generations()) {
      if (record.of(generation).keys().isPresent()) {
        passphrase.lend(unlocking(record, generation)::signing);
      }
    }
  }

  /** All keys that are here under another passphrase. */
  static GuardianRecord relocked(
      GuardianRecord record, Passphrase old, Passphrase fresh, SecureRandom random)
      throws KeywardException {
    Map<Guardian, LockedKeys> keys = new LinkedHashMap<>();
    for (Guardian generation : record.history().generations()) {
      if (record.of(generation).keys().isPresent()) {
        GuardianKeys opened = old.lend(unlocking(record, generation)::both);
        keys.put(generation, KeyFiles.lock(opened, fresh, random));
      }
    }
    return record.locked(keys);
  }

  private static LockedGuardian unlocking(GuardianRecord record, Guardian generation) {
    GuardianRecord.Kept kept = record.of(generation);
    return new LockedGuardian(
        new TrustedGuardian(generation, kept.trust()),
        kept.keys().orElseThrow(),
        "guardian " + generation.name());
  }
}
