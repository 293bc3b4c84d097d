package dev.keyward.guardian.trust;

import dev.keyward.KeywardException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.folder.StoreFolders;
import dev.keyward.guardian.keyfile.KeyFiles;
import dev.keyward.guardian.keyfile.LockedKeys;
import dev.keyward.internal.io.folder.GenerationFolder;
import dev.keyward.secret.Exposure;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The private keys of a guardian's generations, which one passphrase locks. */
final class StoreKeys {

  private final StoreFolders folders;
  private final RsaEngine engine;
  private final Exposure.Listener listener;

  /** The keys of a store, which tells {@code listener} of files that others can open. */
  StoreKeys(StoreFolders folders, RsaEngine engine, Exposure.Listener listener) {
    this.folders = folders;
    this.engine = engine;
    this.listener = listener;
  }

  /** The current generation with its key files. */
  LockedGuardian current(GuardianName name) throws IOException, KeywardException {
    return read(
        name,
        folder -> {
          StoredGuardian stored = GuardianFiles.decode(folder, engine);
          return locked(folder, stored, stored.guardian());
        });
  }

  /** The generation with the keys of {@code wanted}. */
  LockedGuardian of(Guardian wanted) throws IOException, KeywardException {
    return read(wanted.name(), folder -> of(folder, wanted));
  }

  /** Certificates and key files, read from one state of the folder. */
  private LockedGuardian read(GuardianName name, GenerationFolder.Reader<LockedGuardian> reader)
      throws IOException, KeywardException {
    Optional<LockedGuardian> locked =
        folders
            .of(name)
            .read(
                folder -> {
                  LockedGuardian keys = reader.read(folder);
                  Exposure.within(folder).ifPresent(listener::exposed);
                  return keys;
                });
    return locked.orElseThrow(() -> StoreReads.unknown(name));
  }

  private LockedGuardian of(Path folder, Guardian wanted) throws IOException, KeywardException {
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
    for (Guardian generation : record.underPassphrase()) {
      unlocking(record, generation).signing(passphrase);
    }
  }

  /** All keys that are here under another passphrase. */
  static GuardianRecord relocked(
      GuardianRecord record, Passphrase old, Passphrase fresh, SecureRandom random)
      throws KeywardException {
    Map<Guardian, LockedKeys> keys = new LinkedHashMap<>();
    for (Guardian generation : record.underPassphrase()) {
      GuardianKeys opened = unlocking(record, generation).both(old);
      keys.put(generation, KeyFiles.lock(opened, fresh, random));
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
