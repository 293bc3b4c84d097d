package dev.keyward.guardian.trust;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.NotTrustedException;
import dev.keyward.crypto.Tools;
import dev.keyward.file.Exposure;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.keyfile.KeyFiles;
import dev.keyward.guardian.keyfile.LockedKeys;
import dev.keyward.guardian.keyfile.PfxEncryption;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.internal.io.GenerationFolder;
import dev.keyward.internal.io.OwnerOnly;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The guardians a user knows, in a folder of its own: {@code guardians/NAME/}, the name in lower
 * case, and in it a generation with {@code public/} and {@code private/}. Everything is its owner's
 * only. Writers take turns, also among processes; readers wait for nobody and see each guardian
 * either as it was or as it became. A process killed at any moment leaves one of the two, and the
 * next writer clears away what it left.
 */
public final class GuardianStore {

  private final Path directory;
  private final StoreFolders folders;
  private final Tools tools;
  private final Exposure.Listener listener;

  private GuardianStore(Path directory, Tools tools, Exposure.Listener listener) {
    this.directory = directory;
    this.folders = new StoreFolders(directory, tools.random());
    this.tools = tools;
    this.listener = listener;
  }

  /** The store in {@code directory}, which is created with the first guardian. */
  public static GuardianStore at(Path directory, Tools tools) {
    return new GuardianStore(directory, tools, Exposure.Listener.NONE);
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
   * A folder of the store that others than its owner may write to, if there is one: who can write
   * there decides who is trusted.
   */
  public Optional<Path> writableByOthers() throws IOException {
    for (Path folder : List.of(directory, directory.resolve("guardians"))) {
      if (Files.exists(folder) && OwnerOnly.isWritableByOthers(folder)) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  /** Says early, before keys are made, that the store cannot be written to. */
  public void requireWritable() throws IOException {
    SafeFiles.requireWritableFolder(directory.resolve("guardians"));
  }

  /** All guardians in the order of their names. */
  public List<StoredGuardian> list() throws IOException, KeywardException {
    List<StoredGuardian> found = new ArrayList<>();
    for (GenerationFolder folder : folders.all()) {
      folder.read(this::decode).ifPresent(found::add);
    }
    found.sort(Comparator.comparing(stored -> stored.guardian().name()));
    return List.copyOf(found);
  }

  /** The guardian of that name, whatever the case of its letters. */
  public Optional<StoredGuardian> find(GuardianName name) throws IOException, KeywardException {
    return read(name, this::decode);
  }

  private StoredGuardian decode(Path generation) throws IOException, KeywardException {
    return GuardianFiles.decode(generation, tools.engine());
  }

  /**
   * The guardian of that name.
   *
   * @throws NotTrustedException code {@code unknown-guardian}
   */
  public StoredGuardian get(GuardianName name) throws IOException, KeywardException {
    return find(name).orElseThrow(() -> unknown(name));
  }

  /**
   * The signed metadata as it was imported or made: what another owner needs.
   *
   * @throws NotTrustedException code {@code unknown-guardian}
   */
  public byte[] metadata(GuardianName name) throws IOException, KeywardException {
    return read(name, generation -> GuardianFiles.read(generation, GuardianFiles.METADATA))
        .orElseThrow(() -> unknown(name));
  }

  /**
   * Adds a guardian without private keys.
   *
   * @param replace whether one of that name, and its keys, may be replaced
   * @throws FileAlreadyExistsException if there is one and {@code replace} is false
   */
  public void add(GuardianEntry entry, boolean replace) throws IOException, KeywardException {
    put(entry, Optional.empty(), replace);
  }

  /**
   * Adds a guardian with its private keys, encrypted under {@code passphrase}.
   *
   * @param replace whether one of that name, and its keys, may be replaced
   * @throws FileAlreadyExistsException if there is one and {@code replace} is false
   * @throws dev.keyward.BadPassphraseException code {@code empty-passphrase}
   */
  public void add(GuardianEntry entry, GuardianKeys keys, Passphrase passphrase, boolean replace)
      throws IOException, KeywardException {
    passphrase.requireForNewKeys();
    if (!keys.guardian().equals(entry.guardian())) {
      throw new IllegalArgumentException("the keys are another guardian's");
    }
    if (!replace) {
      // Said before the slow encryption, and once more under the lock.
      requireAbsent(entry.guardian().name());
    }
    LockedKeys locked = KeyFiles.lock(keys, passphrase, tools.random());
    put(entry, Optional.of(locked), replace);
  }

  /**
   * Takes renewed metadata of a known guardian: by the same signing key, or signed by it. The old
   * signing certificate joins the other signing certificates; the trust decision stays.
   *
   * @throws NotTrustedException code {@code stranger}, {@code expired} or {@code not-yet-valid}
   * @throws NoAccessException code {@code other-keys} if the store holds private keys that the
   *     renewed certificates no longer belong to
   */
  public StoredGuardian update(GuardianName name, GuardianMetadata renewed, Instant now)
      throws IOException, KeywardException {
    get(name);
    return folders.writing(
        () -> {
          StoredGuardian known = get(name);
          StoredGuardian updated = GuardianUpdate.of(known, renewed, now, tools.engine());
          Optional<LockedKeys> keys =
              known.hasKeys() ? Optional.of(locked(name).keys()) : Optional.empty();
          folders
              .of(name)
              .replace(folders.freshName(), GuardianFiles.encode(updated, renewed.bytes(), keys));
          return updated;
        });
  }

  /**
   * Removes a guardian and its keys.
   *
   * @throws NotTrustedException code {@code unknown-guardian}
   */
  public void remove(GuardianName name) throws IOException, KeywardException {
    if (!folders.of(name).exists()) {
      throw unknown(name);
    }
    folders.writing(
        () -> {
          if (!folders.of(name).exists()) {
            throw unknown(name);
          }
          folders.of(name).remove(folders.freshName());
          return name;
        });
  }

  /**
   * The key that signs.
   *
   * @throws NoAccessException code {@code no-private-key}
   * @throws dev.keyward.BadPassphraseException if the passphrase does not open it
   */
  public SigningKey unlockSigning(GuardianName name, Passphrase passphrase)
      throws IOException, KeywardException {
    LockedGuardian locked = locked(name);
    return passphrase.lend(locked::signing);
  }

  /**
   * The key that opens.
   *
   * @throws NoAccessException code {@code no-private-key}
   * @throws dev.keyward.BadPassphraseException if the passphrase does not open it
   */
  public OpeningKey unlockOpening(GuardianName name, Passphrase passphrase)
      throws IOException, KeywardException {
    LockedGuardian locked = locked(name);
    return passphrase.lend(locked::opening);
  }

  /**
   * Both keys, unlocked at the same time.
   *
   * @throws NoAccessException code {@code no-private-key}
   * @throws dev.keyward.BadPassphraseException if the passphrase does not open them
   */
  public GuardianKeys unlock(GuardianName name, Passphrase passphrase)
      throws IOException, KeywardException {
    LockedGuardian locked = locked(name);
    return passphrase.lend(locked::both);
  }

  /**
   * Locks the keys with another passphrase, in one step: until it is done, the old one opens them.
   *
   * @throws NoAccessException code {@code no-private-key}
   * @throws dev.keyward.BadPassphraseException if {@code old} does not open them; code {@code
   *     empty-passphrase}
   */
  public void changePassphrase(GuardianName name, Passphrase old, Passphrase fresh)
      throws IOException, KeywardException {
    fresh.requireForNewKeys();
    get(name);
    folders.writing(
        () -> {
          StoredGuardian known = get(name);
          LockedKeys keys = KeyFiles.lock(unlock(name, old), fresh, tools.random());
          Map<String, byte[]> files =
              GuardianFiles.encode(known, metadata(name), Optional.of(keys));
          folders.of(name).replace(folders.freshName(), files);
          return name;
        });
  }

  /**
   * The keys as files for another program, under the same passphrase.
   *
   * @throws dev.keyward.BadPassphraseException also with code {@code empty-passphrase}
   */
  public LockedKeys exportKeys(GuardianName name, Passphrase passphrase, PfxEncryption encryption)
      throws IOException, KeywardException {
    passphrase.requireForNewKeys();
    return KeyFiles.export(unlock(name, passphrase), passphrase, encryption, tools.random());
  }

  private void put(GuardianEntry entry, Optional<LockedKeys> keys, boolean replace)
      throws IOException, KeywardException {
    GuardianName name = entry.guardian().name();
    StoredGuardian stored = new StoredGuardian(entry.trusted(), keys.isPresent());
    Map<String, byte[]> files = GuardianFiles.encode(stored, entry.metadata().bytes(), keys);
    folders.writing(
        () -> {
          if (!replace) {
            requireAbsent(name);
          }
          GenerationFolder generations = folders.of(name);
          if (generations.exists()) {
            generations.replace(folders.freshName(), files);
          } else {
            generations.create(folders.freshName(), files);
          }
          return name;
        });
  }

  private void requireAbsent(GuardianName name) throws FileAlreadyExistsException {
    if (folders.of(name).exists()) {
      throw new FileAlreadyExistsException(
          folders.path(name).toString(), null, "there is a guardian of that name");
    }
  }

  /** Certificates and key files, read from one generation. */
  private LockedGuardian locked(GuardianName name) throws IOException, KeywardException {
    return read(name, this::locked).orElseThrow(() -> unknown(name));
  }

  private LockedGuardian locked(Path generation) throws IOException, KeywardException {
    LockedGuardian locked = LockedGuardian.read(generation, tools.engine());
    Exposure.within(generation).ifPresent(listener::exposed);
    return locked;
  }

  private <T> Optional<T> read(GuardianName name, GenerationFolder.Reader<T> reader)
      throws IOException, KeywardException {
    return folders.of(name).read(reader);
  }

  private static NotTrustedException unknown(GuardianName name) {
    return new NotTrustedException(
        Fault.of("unknown-guardian", "guardian " + name, "the store has none of that name", "")
            .withHint("list them with: keyward guardian list"));
  }
}
