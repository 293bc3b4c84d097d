package dev.keyward.guardian.trust;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.DamagedGuardian;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.folder.StoreFolders;
import dev.keyward.guardian.keyfile.KeyFiles;
import dev.keyward.guardian.keyfile.LockedKeys;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.internal.io.folder.GenerationFolder;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The changes of a store, each under its lock and in one step. None destroys a private key. */
final class StoreWrites {

  private final StoreReads reads;
  private final StoreFolders folders;
  private final Tools tools;

  StoreWrites(StoreReads reads, StoreFolders folders, Tools tools) {
    this.reads = reads;
    this.folders = folders;
    this.tools = tools;
  }

  /** Private keys, and what they are to be locked with. */
  record Secret(GuardianKeys keys, Passphrase passphrase) {

    LockedKeys lock(GuardianEntry entry, SecureRandom random) throws KeywardException {
      if (!keys.guardian().equals(entry.guardian())) {
        throw new IllegalArgumentException("the keys are another guardian's");
      }
      return KeyFiles.lock(keys, passphrase, random);
    }
  }

  /** Another state of a guardian. */
  @FunctionalInterface
  interface Change<T> {
    T of(T before) throws IOException, KeywardException;
  }

  StoredGuardian add(GuardianEntry entry, Placement how) throws IOException, KeywardException {
    return folders.writing(
        () -> {
          Optional<GuardianRecord> known = known(entry, how);
          if (known.isEmpty() || !continues(known.get(), entry)) {
            return write(beginning(known, entry, Optional.empty()));
          }
          Guardian fresh = entry.guardian();
          GuardianUpdate.requireNotOlder(
              known.get().history(), fresh.signing(), fresh.encryption());
          return write(
              known.get().hasKeys()
                  ? sameKeys(known.get(), entry)
                  : known.get().replacedBy(entry, Optional.empty(), entry.trust().decidedAt()));
        });
  }

  StoredGuardian add(GuardianEntry entry, Secret secret, Placement how)
      throws IOException, KeywardException {
    GuardianName name = entry.guardian().name();
    if (!how.replace() && folders.of(name).exists()) {
      // Said before the slow encryption, and again under the lock.
      throw taken(name);
    }
    Optional<LockedKeys> locked = Optional.of(secret.lock(entry, tools.random()));
    return folders.writing(
        () -> {
          Optional<GuardianRecord> known = known(entry, how);
          if (known.isEmpty() || !continues(known.get(), entry)) {
            return write(beginning(known, entry, locked));
          }
          if (locked.get().form() == LockedKeys.Form.PKCS12) {
            requireOnePassphrase(known.get(), entry.guardian(), secret.passphrase());
          }
          return write(known.get().replacedBy(entry, locked, entry.trust().decidedAt()));
        });
  }

  StoredGuardian renew(GuardianEntry entry, Secret secret, Instant now)
      throws IOException, KeywardException {
    LockedKeys locked = secret.lock(entry, tools.random());
    return edit(
        entry.guardian().name(),
        known -> {
          StoreKeys.requireOpens(known, secret.passphrase());
          return known.replacedBy(entry, Optional.of(locked), now);
        });
  }

  StoredGuardian update(
      GuardianName name, GuardianMetadata metadata, UpdateRequest request, Instant now)
      throws IOException, KeywardException {
    return edit(
        name,
        known -> {
          GuardianRecord updated = new GuardianUpdate(known, metadata, request).at(now);
          Guardian fresh = metadata.toGuardian(name, List.of());
          KeyClaims claims = claims(name);
          if (!request.older()) {
            claims.requireCurrent(known.history(), metadata);
          }
          KeyClaims strangers = claims.withoutAliasesOf(known.history());
          strangers.requireFree(fresh, false);
          strangers.requireNotDamaged(fresh, metadata);
          return updated;
        });
  }

  StoredGuardian use(GuardianName name, Thumbprint fingerprint, Instant now)
      throws IOException, KeywardException {
    return edit(
        name,
        known -> {
          GuardianRecord changed = known.with(known.history().using(fingerprint, now));
          boolean had = known.of(known.history().current()).keys().isPresent();
          if (had && changed.of(changed.history().current()).keys().isEmpty()) {
            throw LockedGuardian.without(changed.history().current());
          }
          return changed;
        });
  }

  StoredGuardian change(GuardianName name, Change<GuardianHistory> change)
      throws IOException, KeywardException {
    return edit(name, known -> known.with(change.of(known.history())));
  }

  void remove(GuardianName name) throws IOException, KeywardException {
    requireThere(name);
    folders.writing(
        () -> {
          requireThere(name);
          folders.of(name).remove(folders.freshName());
          return name;
        });
  }

  private void requireThere(GuardianName name) throws KeywardException {
    if (!folders.of(name).exists()) {
      throw StoreReads.unknown(name);
    }
  }

  void relock(GuardianName name, Passphrase old, Passphrase fresh)
      throws IOException, KeywardException {
    fresh.requireForNewKeys();
    edit(
        name,
        known -> {
          if (!known.hasKeys()) {
            throw LockedGuardian.without(known.history().current());
          }
          return StoreKeys.relocked(known, old, fresh, tools.random());
        });
  }

  private StoredGuardian edit(GuardianName name, Change<GuardianRecord> change)
      throws IOException, KeywardException {
    reads.get(name);
    return folders.writing(
        () -> {
          Optional<GuardianRecord> known = reads.read(name, this::record);
          return write(change.of(known.orElseThrow(() -> StoreReads.unknown(name))));
        });
  }

  private GuardianRecord record(Path folder) throws IOException, KeywardException {
    return GuardianFiles.record(folder, tools.engine());
  }

  /** Who has the name already; refuses what {@code how} does not allow. */
  private Optional<GuardianRecord> known(GuardianEntry entry, Placement how)
      throws IOException, KeywardException {
    GuardianName name = entry.guardian().name();
    if (folders.of(name).exists() && !how.replace()) {
      throw taken(name);
    }
    KeyClaims claims = claims(name);
    claims.requireFree(entry.guardian(), how.alias());
    claims.requireNotDamaged(entry.guardian(), entry.metadata());
    Optional<GuardianRecord> known = readable(name);
    List<GuardianHistory> all = new ArrayList<>(claims.others());
    known.ifPresent(record -> all.add(record.history()));
    for (GuardianHistory each : all) {
      KeyClaims.requireNotCompromised(each, entry.metadata());
    }
    return known;
  }

  private Optional<GuardianRecord> readable(GuardianName name)
      throws IOException, KeywardException {
    try {
      return folders
          .of(name)
          .read(generation -> GuardianFiles.remaining(generation, tools.engine()));
    } catch (KeywardException e) {
      // What a newer Keyward knows of it must not be lost.
      boolean holdsKeys = folders.mayHoldKeys(name);
      if (holdsKeys || e instanceof UnsupportedFormatException) {
        throw DamagedGuardian.refused(name, holdsKeys, e);
      }
      // A damaged guardian without private keys has nothing to lose.
      return Optional.empty();
    }
  }

  private KeyClaims claims(GuardianName name) throws IOException, KeywardException {
    StoredGuardian.Listing others = reads.contents(other -> !other.equals(name));
    return new KeyClaims(
        others.readable().stream().map(StoredGuardian::history).toList(), others.damaged());
  }

  /** A guardian that is new; what was compromised under its name stays so. */
  private static GuardianRecord beginning(
      Optional<GuardianRecord> known, GuardianEntry entry, Optional<LockedKeys> keys)
      throws KeywardException {
    GuardianRecord begun = GuardianRecord.of(entry, keys);
    return known.isEmpty()
        ? begun
        : begun.with(begun.history().inheriting(known.get().history().compromised()));
  }

  /** Certificates of the keys that are here, which stay. */
  private static GuardianRecord sameKeys(GuardianRecord known, GuardianEntry entry)
      throws KeywardException {
    Guardian current = known.history().current();
    if (!current.hasKeysOf(entry.guardian())) {
      throw new NoAccessException(
          Fault.of(
                  "other-keys",
                  "guardian " + current.name(),
                  "certificates for other keys than those that the store holds",
                  "the same keys")
              .withHint("import it under another name, or remove this one with guardian remove"));
    }
    return known.replacedBy(entry, known.of(current).keys(), entry.trust().decidedAt());
  }

  /** Whether the new keys are one more generation of who is known. */
  private static boolean continues(GuardianRecord known, GuardianEntry entry) {
    return known.hasKeys() || known.history().signingKey(entry.guardian().signing()).isPresent();
  }

  /** One passphrase opens all keys of a guardian, so that none is lost with another one. */
  private static void requireOnePassphrase(
      GuardianRecord known, Guardian fresh, Passphrase passphrase) throws KeywardException {
    boolean all = known.underPassphrase().stream().allMatch(fresh::hasKeysOf);
    if (!all) {
      StoreKeys.requireOpens(known, passphrase);
    }
  }

  private StoredGuardian write(GuardianRecord record) throws IOException, KeywardException {
    GenerationFolder folder = folders.of(record.history().name());
    if (folder.isFolder()) {
      folder.replace(folders.freshName(), GuardianFiles.encode(record));
    } else {
      if (folder.exists()) {
        // A link in the place of the folder; what it leads to stays.
        folder.remove(folders.freshName());
      }
      folder.create(folders.freshName(), GuardianFiles.encode(record));
    }
    return record.stored();
  }

  private FileAlreadyExistsException taken(GuardianName name) {
    return new FileAlreadyExistsException(
        folders.path(name).toString(), null, "there is a guardian of that name");
  }
}
