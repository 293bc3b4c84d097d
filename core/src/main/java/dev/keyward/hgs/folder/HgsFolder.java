package dev.keyward.hgs.folder;

import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HgsState;
import dev.keyward.secret.Exposure;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The folder that a Host Guardian Service lives in: its certificates, its private keys under one
 * passphrase, and the hosts registered with it. All of it changes in one step, so that a running
 * service never reads a half of a change; a copy of the folder is another node of the same service.
 */
public final class HgsFolder {

  private final Path directory;
  private final HgsGenerations generations;
  private final RsaEngine engine;
  private final SecureRandom random;
  private final Exposure.Listener listener;

  private HgsFolder(
      Path directory, RsaEngine engine, SecureRandom random, Exposure.Listener listener) {
    this.directory = directory;
    this.generations = new HgsGenerations(directory, random);
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
    generations.requireAbsent();
    return create(plan, new HgsKeyMaker(plan, now, engine).makeAll(random), passphrase);
  }

  /**
   * A new service that is a guardian whose keys are there already; only the attestation key is new.
   *
   * @param plan of the attestation key; the name is the guardian's
   * @throws FileAlreadyExistsException if there is one
   */
  public HgsDescription create(HgsPlan plan, GuardianKeys keys, Unlocking unlocking)
      throws IOException, KeywardException {
    unlocking.passphrase().requireForNewKeys();
    generations.requireAbsent();
    HgsKeyMaker maker = new HgsKeyMaker(plan, unlocking.now(), engine);
    return create(plan, maker.makeAround(keys, random), unlocking.passphrase());
  }

  private HgsDescription create(HgsPlan plan, List<HgsKeyMaker.HgsKey> made, Passphrase passphrase)
      throws IOException, KeywardException {
    HgsFiles files = maker().first(plan, made, passphrase);
    generations.create(files);
    return files.description();
  }

  /** What the service is. */
  public HgsDescription describe() throws IOException, KeywardException {
    return state().description();
  }

  /** What the service is, and which state of it the folder has. */
  public HgsState state() throws IOException, KeywardException {
    HgsStored stored = generations.read();
    stored.whole(directory, HgsStored.Access.READING);
    return stored.state();
  }

  /** What the service's own record says, also where other files are damaged. */
  public HgsDescription recorded() throws IOException, KeywardException {
    return generations.described();
  }

  /**
   * The signed guardian metadata that the service publishes.
   *
   * @throws NoAccessException code {@code no-primary-certificate}
   */
  public byte[] metadata() throws IOException, KeywardException {
    HgsFiles files = generations.read().files();
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
    HgsFiles files = secrets().files();
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
    HgsFiles files = generations.read().files();
    return files.metadata().isPresent()
        ? Optional.of(
            ServiceHistory.of(files.description(), files.metadata().get(), directory.toString()))
        : Optional.empty();
  }

  /** Where the private keys are, as far as the folder can be read. */
  public HgsKeyPlaces places() throws IOException, KeywardException {
    return generations.places();
  }

  /** What changes with every change of the folder's state or its files; empty if it is gone. */
  public String stamp() throws IOException {
    return generations.stamp();
  }

  /**
   * Changes what needs no private key: the hosts.
   *
   * @throws IllegalArgumentException if {@code change} touches certificates
   */
  public HgsDescription changeHosts(Change change) throws IOException, KeywardException {
    return generations
        .change(
            HgsStored.Access.READING, before -> before.withHosts(change.of(before.description())))
        .description();
  }

  /**
   * Changes which certificates count, and signs new metadata with the primary signing key.
   *
   * @throws dev.keyward.BadPassphraseException if the passphrase does not open the service's keys
   */
  public HgsDescription changeCertificates(Change change, Passphrase passphrase)
      throws IOException, KeywardException {
    return generations
        .change(
            HgsStored.Access.signing(passphrase),
            before -> maker().described(before, change.of(before.description()), passphrase))
        .description();
  }

  /**
   * Takes certificates out of use in one step, also those whose key files are damaged: then the
   * keys are lost.
   *
   * @throws NoAccessException code {@code unknown-certificate}
   */
  public HgsDescription disable(List<Thumbprint> thumbprints, Passphrase passphrase)
      throws IOException, KeywardException {
    return generations
        .change(
            HgsStored.Access.disabling(passphrase, thumbprints),
            before -> maker().disabled(before, thumbprints, passphrase))
        .description();
  }

  /**
   * Makes a key and a certificate for one more use. Takes seconds.
   *
   * @throws dev.keyward.BadPassphraseException if the passphrase does not open the service's keys
   */
  public HgsCertificate add(HgsPlan plan, CertificateUse use, boolean primary, Unlocking unlocking)
      throws IOException, KeywardException {
    unlocking.passphrase().requireForNewKeys();
    HgsKeyMaker maker = new HgsKeyMaker(plan, unlocking.now(), engine);
    return maker().add(generations, primary, unlocking, () -> maker.make(use, random));
  }

  /**
   * Makes new certificates over the keys of those, and puts them in their places in one step: what
   * is wrapped to the keys still opens, and health certificates that they issued still count.
   *
   * @param plan for how many days they are valid; the keys keep their sizes
   * @return the new ones, in the same order
   * @throws NoAccessException code {@code unknown-certificate}
   * @throws dev.keyward.BadPassphraseException if the passphrase does not open the service's keys
   */
  public List<HgsCertificate> renew(List<Thumbprint> thumbprints, HgsPlan plan, Unlocking unlocking)
      throws IOException, KeywardException {
    unlocking.passphrase().requireReadable();
    HgsKeyMaker keys = new HgsKeyMaker(plan, unlocking.now(), engine);
    return generations
        .change(
            HgsStored.Access.signing(unlocking.passphrase()),
            before -> maker().renewed(before, thumbprints, keys, unlocking.passphrase()))
        .renewed(thumbprints);
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
    generations.secrets(listener);
    return generations
        .change(HgsStored.Access.opening(old), before -> maker().relocked(before, old, fresh))
        .description();
  }

  /** The passphrase of the keys, which stays the caller's, and the time of the change. */
  public record Unlocking(Passphrase passphrase, Instant now) {}

  /**
   * Everything that serving takes.
   *
   * @throws dev.keyward.BadPassphraseException if the passphrase does not open the keys
   */
  public HgsKeys unlock(Passphrase passphrase) throws IOException, KeywardException {
    return unlock(passphrase, Optional.empty());
  }

  /** The same after a change: keys whose files {@code before} has read are not opened again. */
  public HgsKeys unlock(Passphrase passphrase, Optional<HgsKeys> before)
      throws IOException, KeywardException {
    HgsStored stored = secrets();
    stored.whole(directory, HgsStored.Access.READING);
    return HgsKeys.of(stored, passphrase, before, directory.toString());
  }

  /**
   * The private keys that transport keys are wrapped to, of disabled certificates too: what they
   * open, a thief of the folder opens.
   *
   * @throws NoAccessException code {@code no-primary-certificate}
   */
  public List<OpeningKey> openers(Passphrase passphrase) throws IOException, KeywardException {
    return new HgsUnlocking(secrets().files(), passphrase, directory.toString()).openers();
  }

  private HgsFilesMaker maker() {
    return new HgsFilesMaker(engine, random, directory.toString());
  }

  private HgsStored secrets() throws IOException, KeywardException {
    return generations.secrets(listener);
  }
}
