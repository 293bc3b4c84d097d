package dev.keyward.guardian.trust;

import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.NotTrustedException;
import dev.keyward.crypto.Tools;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.KeyFilesSeen;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.folder.StoreFolders;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.internal.io.FileOwner;
import dev.keyward.secret.Exposure;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The guardians a user knows, in a folder of its own: {@code guardians/NAME/}, the name in lower
 * case, and in it a generation with {@code public/} and {@code private/}. Only its owner can read
 * the folder. Writers take turns, also in different processes. Readers do not wait, and see each
 * guardian either before or after a change. A killed process leaves one of these two states, and
 * the next writer removes its temporary files.
 */
public final class GuardianStore {

  private final Path directory;
  private final Tools tools;
  private final StoreFolders folders;
  private final StoreReads reads;
  private final StoreWrites writes;
  private final StoreKeys keys;

  private GuardianStore(Path directory, Tools tools, Exposure.Listener listener) {
    this.directory = directory;
    this.tools = tools;
    this.folders = new StoreFolders(directory, tools.random());
    this.reads = new StoreReads(folders, tools.engine());
    this.writes = new StoreWrites(reads, folders, tools);
    this.keys = new StoreKeys(folders, tools.engine(), listener);
  }

  /** The store in {@code directory}, which is created with the first guardian. */
  public static GuardianStore at(Path directory, Tools tools) {
    return new GuardianStore(directory, tools, Exposure.Listener.NONE);
  }

  /** No store: it has no guardian, and cannot keep one. */
  public static GuardianStore none(Tools tools) {
    return at(StoreFolders.nowhere(tools.random()), tools);
  }

  /** The same store, which tells {@code other} of files that others can open when it unlocks. */
  public GuardianStore telling(Exposure.Listener other) {
    return new GuardianStore(directory, tools, other);
  }

  /** Where it is. */
  public Path directory() {
    return directory;
  }

  /**
   * The account that owns the folder, if it is not this account. That account then decides which
   * guardians are trusted.
   */
  public static Optional<String> otherOwner(Path folder) throws IOException {
    return Files.exists(folder) ? FileOwner.another(folder) : Optional.empty();
  }

  /** A folder of the store that others than its owner can write to, and so change the trust. */
  public Optional<Path> writableByOthers() throws IOException {
    return folders.writableByOthers();
  }

  /**
   * Whether the key files of a guardian are there, and who may read them.
   *
   * @throws NotTrustedException code {@code unknown-guardian}
   */
  public KeyFilesSeen keyFiles(GuardianName name) throws IOException, KeywardException {
    return reads.keyFiles(name);
  }

  /**
   * A generation with its key files, for a caller that has to know what opens them.
   *
   * @throws NoAccessException code {@code no-private-key}
   */
  public LockedGuardian locked(Guardian generation) throws IOException, KeywardException {
    return keys.of(generation);
  }

  /** Says early, before keys are made, that the store cannot be written to. */
  public void requireWritable() throws IOException {
    SafeFiles.requireWritableFolder(directory.resolve("guardians"));
  }

  /** All entries: one that is damaged does not hide the others. */
  public StoredGuardian.Listing contents() throws IOException, KeywardException {
    return reads.contents(name -> true);
  }

  /**
   * All guardians in the order of their names.
   *
   * @throws KeywardException or {@link IOException} if one of them is damaged
   */
  public List<StoredGuardian> list() throws IOException, KeywardException {
    return reads.list();
  }

  /** The guardian of that name, without regard to case. */
  public Optional<StoredGuardian> find(GuardianName name) throws IOException, KeywardException {
    return reads.find(name);
  }

  /**
   * The guardian of that name.
   *
   * @throws NotTrustedException code {@code unknown-guardian}
   */
  public StoredGuardian get(GuardianName name) throws IOException, KeywardException {
    return reads.get(name);
  }

  /**
   * The signed metadata as it was imported or made: what another owner needs.
   *
   * @throws NotTrustedException code {@code unknown-guardian}
   */
  public byte[] metadata(GuardianName name) throws IOException, KeywardException {
    return reads.metadata(name);
  }

  /**
   * Adds a guardian without private keys. Where one of that name may be there and has private keys,
   * these stay, and only certificates of the same keys are taken; without private keys the same
   * signing key goes on with what is known of it, and another begins again.
   *
   * @throws FileAlreadyExistsException if there is one and {@code how} does not allow that
   * @throws NotTrustedException code {@code known-under-another-name}, {@code older-metadata},
   *     {@code retired-key} or {@code encryption-key-claimed-twice}
   * @throws NoAccessException code {@code other-keys}
   */
  public StoredGuardian add(GuardianEntry entry, Placement how)
      throws IOException, KeywardException {
    return writes.add(entry, how);
  }

  /**
   * Adds a guardian with its private keys, encrypted under {@code passphrase}. Where one of that
   * name may be there, its own keys are kept as former.
   *
   * @throws FileAlreadyExistsException if there is one and {@code how} does not allow that
   * @throws NotTrustedException as above
   * @throws dev.keyward.BadPassphraseException code {@code empty-passphrase}, or if it does not
   *     open the keys that are kept
   */
  public StoredGuardian add(
      GuardianEntry entry, GuardianKeys keys, Passphrase passphrase, Placement how)
      throws IOException, KeywardException {
    return writes.add(entry, new StoreWrites.Secret(keys, passphrase), how);
  }

  /**
   * Takes certificates or keys that were made for a guardian whose private keys are here. What they
   * replace is kept as former, private keys too.
   *
   * @throws dev.keyward.BadPassphraseException if it does not open the keys that are here
   */
  public StoredGuardian renew(
      GuardianEntry entry, GuardianKeys keys, Passphrase passphrase, Instant now)
      throws IOException, KeywardException {
    return writes.renew(entry, new StoreWrites.Secret(keys, passphrase), now);
  }

  /**
   * Takes metadata of a known guardian that its current signing key vouches for, or the user's pin.
   * What it replaces is kept as former; the trust decision stays unless a pin makes another.
   *
   * @throws NotTrustedException code {@code stranger}, {@code foreign-key}, {@code sha1}, {@code
   *     pin-mismatch}, {@code older-metadata}, {@code retired-key}, {@code expired}, {@code
   *     not-yet-valid} or {@code encryption-key-claimed-twice}
   * @throws NoAccessException code {@code other-keys} if the store holds private keys that the
   *     renewed certificates no longer belong to
   */
  public StoredGuardian update(
      GuardianName name, GuardianMetadata metadata, UpdateRequest request, Instant now)
      throws IOException, KeywardException {
    return writes.update(name, metadata, request, now);
  }

  /**
   * Makes a former generation the current one, for an operator who went back.
   *
   * @throws NotTrustedException as {@link GuardianHistory#using}
   * @throws NoAccessException code {@code no-private-key}, where only the other has them here
   */
  public StoredGuardian use(GuardianName name, Thumbprint fingerprint, Instant now)
      throws IOException, KeywardException {
    return writes.use(name, fingerprint, now);
  }

  /**
   * Notes that the operator of a guardian disabled a key.
   *
   * @throws NotTrustedException as {@link GuardianHistory#retired}
   */
  public StoredGuardian retire(
      GuardianName name, Thumbprint fingerprint, boolean compromised, Instant now)
      throws IOException, KeywardException {
    return writes.change(name, history -> history.retired(fingerprint, compromised, now));
  }

  /**
   * Takes back that a key was disabled.
   *
   * @throws NotTrustedException as {@link GuardianHistory#restored}
   */
  public StoredGuardian restore(GuardianName name, Thumbprint fingerprint)
      throws IOException, KeywardException {
    return writes.change(name, history -> history.restored(fingerprint));
  }

  /** Removes a guardian and its keys, or refuses with code {@code unknown-guardian}. */
  public void remove(GuardianName name) throws IOException, KeywardException {
    writes.remove(name);
  }

  /**
   * The key that signs now.
   *
   * @throws NoAccessException code {@code no-private-key}
   * @throws dev.keyward.BadPassphraseException if the passphrase does not open it
   */
  public SigningKey unlockSigning(GuardianName name, Passphrase passphrase)
      throws IOException, KeywardException {
    return keys.current(name).signing(passphrase);
  }

  /**
   * The key of the current generation that opens.
   *
   * @throws NoAccessException code {@code no-private-key}
   * @throws dev.keyward.BadPassphraseException if the passphrase does not open it
   */
  public OpeningKey unlockOpening(GuardianName name, Passphrase passphrase)
      throws IOException, KeywardException {
    return keys.current(name).opening(passphrase);
  }

  /** The same key of any generation in {@link StoredGuardian#withKeys}. */
  public OpeningKey unlockOpening(Guardian generation, Passphrase passphrase)
      throws IOException, KeywardException {
    return keys.of(generation).opening(passphrase);
  }

  /**
   * Both keys of the current generation, unlocked at the same time.
   *
   * @throws NoAccessException code {@code no-private-key}
   * @throws dev.keyward.BadPassphraseException if the passphrase does not open them
   */
  public GuardianKeys unlock(GuardianName name, Passphrase passphrase)
      throws IOException, KeywardException {
    return keys.current(name).both(passphrase);
  }

  /** The same key of any generation in {@link StoredGuardian#withKeys}. */
  public GuardianKeys unlock(Guardian generation, Passphrase passphrase)
      throws IOException, KeywardException {
    return keys.of(generation).both(passphrase);
  }

  /**
   * Locks the keys of all generations with another passphrase, in one step: until it is done, the
   * old one opens them.
   *
   * @throws NoAccessException code {@code no-private-key}
   * @throws dev.keyward.BadPassphraseException if {@code old} does not open them; code {@code
   *     empty-passphrase}
   */
  public void changePassphrase(GuardianName name, Passphrase old, Passphrase fresh)
      throws IOException, KeywardException {
    writes.relock(name, old, fresh);
  }
}
