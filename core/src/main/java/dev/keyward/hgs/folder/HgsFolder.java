package dev.keyward.hgs.folder;

import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.crypto.AtOnce;
import dev.keyward.internal.crypto.RandomStreams;
import dev.keyward.internal.io.GenerationFolder;
import dev.keyward.internal.io.OwnerOnly;
import dev.keyward.internal.io.StoreLock;
import dev.keyward.secret.Exposure;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folder that a Host Guardian Service lives in: its certificates, its private keys under one
 * passphrase, and the hosts registered with it. All of it changes in one step, so that a running
 * service never reads a half of a change; a copy of the folder is another node of the same service.
 */
public final class HgsFolder {

  private final Path directory;
  private final GenerationFolder folder;
  private final RsaEngine engine;
  private final SecureRandom random;
  private final Exposure.Listener listener;

  private HgsFolder(
      Path directory, RsaEngine engine, SecureRandom random, Exposure.Listener listener) {
    this.directory = directory;
    this.folder = new GenerationFolder(directory.resolve("service"));
    this.engine = engine;
    this.random = random;
    this.listener = listener;
  }

  /** The service in {@code directory}, which {@link #create} makes. */
  public static HgsFolder at(Path directory, SecureRandom random) {
    return at(directory, RsaEngine.jdk(), random);
  }

  /** The same, whose certificates and metadata {@code engine} signs. */
  public static HgsFolder at(Path directory, RsaEngine engine, SecureRandom random) {
    return new HgsFolder(directory, engine, random, Exposure.Listener.NONE);
  }

  /** The same folder, which tells {@code other} of files that others can open when it unlocks. */
  public HgsFolder telling(Exposure.Listener other) {
    return new HgsFolder(directory, engine, random, other);
  }

  /** A change of what is public. */
  @FunctionalInterface
  public interface Change {
    /** What {@code before} becomes. */
    HgsDescription of(HgsDescription before) throws KeywardException;
  }

  /**
   * A new service with a primary certificate for each use, and no hosts. Takes seconds.
   *
   * @throws FileAlreadyExistsException if there is one
   * @throws dev.keyward.BadPassphraseException code {@code empty-passphrase}
   */
  public HgsDescription create(HgsPlan plan, Passphrase passphrase, Instant now)
      throws IOException, KeywardException {
    passphrase.requireForNewKeys();
    requireAbsent();
    List<CertificateUse> uses = List.of(CertificateUse.values());
    List<SecureRandom> streams = RandomStreams.of(random, uses.size());
    List<HgsKeyMaker.HgsKey> made =
        AtOnce.map(
            uses, use -> new HgsKeyMaker(plan, now, engine).make(use, streams.get(use.ordinal())));
    return create(plan, made, passphrase);
  }

  /**
   * A new service that is a guardian whose keys are there already; only the attestation key is new.
   *
   * @param plan of the attestation key; the name is the guardian's
   * @throws FileAlreadyExistsException if there is one
   * @throws dev.keyward.BadPassphraseException code {@code empty-passphrase}
   */
  public HgsDescription create(HgsPlan plan, GuardianKeys keys, Unlocking unlocking)
      throws IOException, KeywardException {
    unlocking.passphrase().requireForNewKeys();
    requireAbsent();
    List<HgsKeyMaker.HgsKey> all =
        List.of(
            HgsKeyMaker.HgsKey.of(
                CertificateUse.SIGNING, keys.guardian().signing(), keys.signing().key()),
            HgsKeyMaker.HgsKey.of(
                CertificateUse.ENCRYPTION, keys.guardian().encryption(), keys.opening().key()),
            new HgsKeyMaker(plan, unlocking.now(), engine)
                .make(CertificateUse.ATTESTATION, random));
    return create(plan, all, unlocking.passphrase());
  }

  private HgsDescription create(HgsPlan plan, List<HgsKeyMaker.HgsKey> made, Passphrase passphrase)
      throws IOException, KeywardException {
    HgsDescription description = new HgsDescription(plan.name(), List.of(), List.of());
    for (HgsKeyMaker.HgsKey key : made) {
      description =
          description.with(
              new HgsCertificate(key.use(), CertificateState.PRIMARY, key.certificate()));
    }
    Map<Thumbprint, byte[]> files = HgsKeyFiles.lock(made, passphrase, random);
    HgsDescription complete = description;
    return writing(
        () -> {
          requireAbsent();
          folder.create(freshName(), signed(HgsKeys.of(complete, made), files).encode());
          return complete;
        });
  }

  /** What the service is. */
  public HgsDescription describe() throws IOException, KeywardException {
    return read().description();
  }

  /**
   * The signed guardian metadata that the service publishes.
   *
   * @throws NoAccessException code {@code no-primary-certificate}
   */
  public byte[] metadata() throws IOException, KeywardException {
    HgsFiles files = read();
    return files.metadata().orElseThrow(() -> files.description().noPrimary());
  }

  /**
   * The same keys in metadata that a former signing key of the service signs.
   *
   * @param former the SHA-256 of its certificate, enabled or not
   * @throws NoAccessException code {@code no-primary-certificate} or {@code unknown-certificate}
   * @throws dev.keyward.BadPassphraseException if the passphrase does not open the service's keys
   */
  public byte[] metadataSignedBy(Thumbprint former, Passphrase passphrase, Tools tools)
      throws IOException, KeywardException {
    HgsFiles files = secrets();
    HgsCertificate signer = files.description().certificate(former);
    return new FormerSigner(files, passphrase, directory.toString()).sign(signer, tools);
  }

  /**
   * The guardian that the service is: its primary keys are current, its other enabled keys are
   * enabled, and its disabled ones are retired. Empty where a primary certificate is missing.
   *
   * @throws dev.keyward.MalformedInputException code {@code damaged-service} for metadata of other
   *     keys than the primary ones
   */
  public Optional<GuardianHistory> history() throws IOException, KeywardException {
    HgsFiles files = read();
    return files.metadata().isPresent()
        ? Optional.of(
            ServiceHistory.of(files.description(), files.metadata().get(), directory.toString()))
        : Optional.empty();
  }

  /** A name for the state of the folder that changes with every change; empty if it is gone. */
  public String generation() throws IOException {
    return folder.current();
  }

  /**
   * Changes what needs no private key: the hosts.
   *
   * @throws IllegalArgumentException if {@code change} touches certificates
   */
  public HgsDescription changeHosts(Change change) throws IOException, KeywardException {
    return writing(
        () -> {
          HgsFiles before = read();
          HgsDescription after = change.of(before.description());
          if (!after.certificates().equals(before.description().certificates())) {
            throw new IllegalArgumentException("a change of certificates");
          }
          replace(new HgsFiles(after, before.keys(), before.metadata()));
          return after;
        });
  }

  /**
   * Changes which certificates count, and signs new metadata with the primary signing key.
   *
   * @throws dev.keyward.BadPassphraseException if the passphrase does not open the service's keys
   */
  public HgsDescription changeCertificates(Change change, Passphrase passphrase)
      throws IOException, KeywardException {
    return writing(
        () -> {
          HgsFiles before = read();
          HgsDescription after = change.of(before.description());
          replace(signed(after, before.keys(), passphrase));
          return after;
        });
  }

  /**
   * Makes a key and a certificate for one more use. Takes seconds.
   *
   * @param primary whether it takes the place of the primary one
   * @throws dev.keyward.BadPassphraseException if the passphrase does not open the service's keys
   */
  public HgsCertificate add(HgsPlan plan, CertificateUse use, boolean primary, Unlocking unlocking)
      throws IOException, KeywardException {
    unlocking.passphrase().requireForNewKeys();
    HgsKeys.opening(secrets(), unlocking.passphrase(), directory.toString());
    HgsKeyMaker.HgsKey key = new HgsKeyMaker(plan, unlocking.now(), engine).make(use, random);
    byte[] file = HgsKeyFiles.lock(key, unlocking.passphrase(), random);
    CertificateState state = primary ? CertificateState.PRIMARY : CertificateState.ENABLED;
    HgsCertificate added = new HgsCertificate(use, state, key.certificate());
    return writing(
        () -> {
          HgsFiles before = read();
          Map<Thumbprint, byte[]> keys = new HashMap<>(before.keys());
          keys.put(key.certificate().thumbprint(), file);
          replace(signed(before.description().with(added), keys, unlocking.passphrase()));
          return added;
        });
  }

  /**
   * Makes a new certificate over the key of one that the service has, and puts it in its place:
   * what is wrapped to the key still opens, and health certificates that it issued still count.
   *
   * @param plan for how many days it is valid; the key keeps its size
   * @throws NoAccessException code {@code unknown-certificate}
   * @throws dev.keyward.BadPassphraseException if the passphrase does not open the service's keys
   */
  public HgsCertificate renew(Thumbprint thumbprint, HgsPlan plan, Unlocking unlocking)
      throws IOException, KeywardException {
    return writing(
        () -> {
          HgsFiles before = read();
          HgsCertificate old = before.description().certificate(thumbprint);
          HgsKeyMaker.HgsKey key =
              HgsKeys.unlock(before, old, unlocking.passphrase(), directory.toString());
          HgsKeyMaker.HgsKey renewed =
              new HgsKeyMaker(plan, unlocking.now(), engine).renewed(key, random);
          Map<Thumbprint, byte[]> keys = new HashMap<>(before.keys());
          keys.remove(thumbprint);
          keys.put(
              renewed.certificate().thumbprint(),
              HgsKeyFiles.lock(renewed, unlocking.passphrase(), random));
          HgsDescription after =
              before.description().withRenewed(thumbprint, renewed.certificate());
          replace(signed(after, keys, unlocking.passphrase()));
          return after.certificate(renewed.certificate().thumbprint());
        });
  }

  /**
   * Locks all keys with another passphrase, in one step: until it is done, the old one opens them.
   *
   * @throws dev.keyward.BadPassphraseException if {@code old} does not open the service's keys;
   *     code {@code empty-passphrase}
   */
  public HgsDescription changePassphrase(Passphrase old, Passphrase fresh)
      throws IOException, KeywardException {
    fresh.requireForNewKeys();
    return writing(
        () -> {
          HgsFiles before = secrets();
          List<HgsKeyMaker.HgsKey> opened = new ArrayList<>();
          for (HgsCertificate each : before.description().certificates()) {
            opened.add(HgsKeys.unlock(before, each, old, directory.toString()));
          }
          Map<Thumbprint, byte[]> keys = HgsKeyFiles.lock(opened, fresh, random);
          replace(new HgsFiles(before.description(), keys, before.metadata()));
          return before.description();
        });
  }

  /** The passphrase of the service's keys, which stays the caller's, and the time of the change. */
  public record Unlocking(Passphrase passphrase, Instant now) {}

  /**
   * Everything that serving takes.
   *
   * @throws dev.keyward.BadPassphraseException if the passphrase does not open the keys
   */
  public HgsKeys unlock(Passphrase passphrase) throws IOException, KeywardException {
    return HgsKeys.of(secrets(), passphrase, Optional.empty(), directory.toString());
  }

  /** The same after a change: keys that {@code before} has are not opened again. */
  public HgsKeys unlock(Passphrase passphrase, HgsKeys before)
      throws IOException, KeywardException {
    return HgsKeys.of(secrets(), passphrase, Optional.of(before), directory.toString());
  }

  /**
   * The private keys that transport keys are wrapped to, of disabled certificates too: what they
   * open, a thief of the folder opens.
   *
   * @throws dev.keyward.BadPassphraseException if the passphrase does not open the keys
   * @throws NoAccessException code {@code no-primary-certificate}
   */
  public List<OpeningKey> openers(Passphrase passphrase) throws IOException, KeywardException {
    return HgsKeys.openers(secrets(), passphrase, directory.toString());
  }

  private HgsFiles signed(
      HgsDescription description, Map<Thumbprint, byte[]> keys, Passphrase passphrase)
      throws KeywardException {
    HgsFiles files = new HgsFiles(description, keys, Optional.empty());
    return signed(HgsKeys.opening(files, passphrase, directory.toString()), keys);
  }

  /** With new metadata, where there are primary certificates to publish. */
  private HgsFiles signed(HgsKeys unlocked, Map<Thumbprint, byte[]> keys)
      throws KeyUnusableException {
    return new HgsFiles(unlocked.description(), keys, unlocked.published(engine));
  }

  private HgsFiles read() throws IOException, KeywardException {
    return folder.read(HgsFiles::read).orElseThrow(this::absent);
  }

  /** The same for keys that are to be unlocked. */
  private HgsFiles secrets() throws IOException, KeywardException {
    return folder
        .read(
            generation -> {
              Exposure.within(generation).ifPresent(listener::exposed);
              return HgsFiles.read(generation);
            })
        .orElseThrow(this::absent);
  }

  private void replace(HgsFiles files) throws IOException {
    folder.replace(freshName(), files.encode());
  }

  private void requireAbsent() throws FileAlreadyExistsException {
    if (folder.exists()) {
      throw new FileAlreadyExistsException(
          directory.toString(), null, "there is a Host Guardian Service in it");
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T run() throws IOException, KeywardException;
  }

  private <T> T writing(Work<T> work) throws IOException, KeywardException {
    OwnerOnly.createFolders(directory);
    StoreLock lock = StoreLock.acquire(directory);
    try {
      folder.clean();
      return work.run();
    } finally {
      lock.close();
    }
  }

  private String freshName() {
    byte[] name = new byte[8];
    random.nextBytes(name);
    return HexFormat.of().formatHex(name);
  }

  private NoAccessException absent() {
    return new NoAccessException(
        Fault.of("no-service", directory.toString(), "no Host Guardian Service in it", "one")
            .withHint("make it with: keyward hgs init"));
  }
}
