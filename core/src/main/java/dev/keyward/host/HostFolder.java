package dev.keyward.host;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.ServiceRefusedException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.file.SafeFiles;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.host.failover.HostConfiguration;
import dev.keyward.host.record.EventLog;
import dev.keyward.host.record.HealthCertificates;
import dev.keyward.host.tpm.HostTpm;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.pkcs.Pem;
import dev.keyward.internal.crypto.pkcs.PrivateKeyPem;
import dev.keyward.internal.io.AtomicFiles;
import dev.keyward.internal.io.KeptFile;
import dev.keyward.internal.io.Patience;
import dev.keyward.internal.io.folder.AtomicFolder;
import dev.keyward.internal.json.HostDocument;
import dev.keyward.secret.Exposure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * All that a host keeps, in a folder that is its owner's only: {@code host-key.pem} (the public key
 * to register with services), {@code private/} (both private keys, PKCS#8 without a passphrase,
 * because a host starts with nobody there), {@code host.json} (the configuration), {@code
 * state.json}, the files of {@link HostTpm}, {@code health/} (health certificates), {@code
 * machines/} (of each machine of each owner the state that was here last, its last known good file
 * and the last one that its owner sealed), {@code libvirt/} (records of domains), {@code
 * events.jsonl} and {@code unrecorded.json} (how many records are missing).
 */
public final class HostFolder {

  /** The public half of the host key, SubjectPublicKeyInfo in PEM. */
  public static final String PUBLIC_KEY = "host-key.pem";

  /** The event log, JSON Lines. */
  public static final String EVENTS = "events.jsonl";

  private static final String CONFIGURATION = "host.json";
  private static final String STATE = "state.json";
  private static final String PRIVATE = "private";
  private static final String HOST_KEY = PRIVATE + "/host-key.pem";
  private static final String IDENTITY_KEY = PRIVATE + "/identity.pem";
  private static final String PUBLIC_AGAIN =
      "keyward host init DIR --renew-identity writes it again; the services need no change";

  private final Path folder;
  private final Exposure.Listener listener;

  private HostFolder(Path folder, Exposure.Listener listener) {
    this.folder = folder;
    this.listener = listener;
  }

  /** A folder that {@link #create} made. */
  public static HostFolder at(Path folder) {
    return at(folder, Exposure.Listener.NONE);
  }

  /**
   * The same.
   *
   * @param listener takes, whenever the keys are read, the first of their files that others can
   *     open
   */
  public static HostFolder at(Path folder, Exposure.Listener listener) {
    return new HostFolder(folder, listener);
  }

  /**
   * Makes the folder with new keys of 3072 bits, whole or not at all. Takes seconds.
   *
   * @throws java.nio.file.FileAlreadyExistsException if something has that name
   */
  public static HostFolder create(Path folder, SecureRandom random) throws IOException {
    return create(folder, Optional.empty(), random);
  }

  /** The same of a host that attests with a TPM. */
  public static HostFolder create(Path folder, Optional<HostTpm> tpm, SecureRandom random)
      throws IOException {
    try (AtomicFolder fresh = new AtomicFolder(folder)) {
      HostKeys keys = HostKeys.create(random);
      byte[] shown = Pem.encode(keys.host().getPublic());
      fresh.file(PUBLIC_KEY, out -> out.write(shown));
      write(fresh, HOST_KEY, keys.host());
      write(fresh, IDENTITY_KEY, keys.identity());
      Map<String, byte[]> files = tpm.map(HostTpm::files).orElse(Map.of());
      for (Map.Entry<String, byte[]> each : files.entrySet()) {
        fresh.file(each.getKey(), out -> out.write(each.getValue()));
      }
      fresh.commit();
    }
    return at(folder);
  }

  private static void write(AtomicFolder folder, String name, KeyPair pair) throws IOException {
    byte[] file = PrivateKeyPem.encode(pair.getPrivate());
    try {
      folder.file(name, out -> out.write(file));
    } finally {
      Arrays.fill(file, (byte) 0);
    }
  }

  public Path path() {
    return folder;
  }

  /**
   * The configuration; empty where there is none yet.
   *
   * @throws MalformedInputException also where the folder is no host's: code {@code no-host}
   */
  public Optional<HostConfiguration> configuration() throws KeywardException, IOException {
    requireHost();
    return read(CONFIGURATION, HostConfiguration::parse, "keyward host configure writes it again");
  }

  /**
   * Puts {@code configuration} in the place of the present one, in one step. What was known of how
   * the host stands is forgotten.
   */
  public void configure(HostConfiguration configuration) throws KeywardException, IOException {
    requireHost();
    KeptFile.setAside(folder.resolve(STATE));
    Patience.SYSTEM.delete(folder.resolve(STATE));
    write(CONFIGURATION, configuration.encode());
  }

  /**
   * The public half of the host key.
   *
   * @throws MalformedInputException code {@code no-host} or {@code bad-public-key}
   */
  public HostPublicKey hostKey() throws KeywardException, IOException {
    requireHost();
    Path file = folder.resolve(PUBLIC_KEY);
    try {
      return HostPublicKey.parseFile(
          SafeFiles.readAtMost(file, HostKeys.PrivateFile.MOST_BYTES), file.toString());
    } catch (MalformedInputException e) {
      throw new MalformedInputException(e.fault().withHint(PUBLIC_AGAIN), e);
    }
  }

  /** Whether {@code host-key.pem}, which services are given, is the public half of that key. */
  boolean showsKey(KeyPair host) throws IOException {
    try {
      byte[] own = host.getPublic().getEncoded();
      return hostKey().digest().equals(HostPublicKey.parse(own, HOST_KEY).digest());
    } catch (KeywardException e) {
      return false;
    }
  }

  /** How the host stood when it last asked a service; empty where it never did. */
  public Optional<HostState> state() throws KeywardException, IOException {
    return read(STATE, HostState::parse, "keyward host test writes it again");
  }

  /** The TPM that the host attests with; empty where it attests with its host key. */
  public Optional<HostTpm> tpm() throws KeywardException, IOException {
    return HostTpm.read(folder);
  }

  /** How much of what happened could not be recorded; empty where nothing is missing. */
  public Optional<Unrecorded> unrecorded() throws KeywardException, IOException {
    return Unrecorded.read(unrecordedFile());
  }

  Path unrecordedFile() {
    return folder.resolve("unrecorded.json");
  }

  Path stateFile() {
    return folder.resolve(STATE);
  }

  void save(HostState state) throws IOException {
    write(STATE, state.encode());
  }

  /** The configuration of a host that is to ask a service. */
  HostConfiguration requireConfiguration() throws KeywardException, IOException {
    return configuration()
        .orElseThrow(
            () ->
                new ServiceRefusedException(
                    Fault.of(
                            "not-configured",
                            folder.toString(),
                            "no Host Guardian Service is configured",
                            "a primary one")
                        .withHint("host configure names it")));
  }

  HostKeys keys() throws KeywardException, IOException {
    HostKeys keys = new HostKeys(key(HOST_KEY), key(IDENTITY_KEY));
    Exposure.within(folder.resolve(PRIVATE)).ifPresent(listener::exposed);
    return keys;
  }

  private KeyPair key(String name) throws KeywardException, IOException {
    String lost =
        name.equals(IDENTITY_KEY)
            ? HostKeys.PrivateFile.IDENTITY_LOST
            : HostKeys.PrivateFile.HOST_KEY_LOST;
    return new HostKeys.PrivateFile(folder.resolve(name), lost).read();
  }

  /**
   * Makes a new identity key, and writes {@code host-key.pem} again from the private half. Services
   * know the host by its host key, so nothing changes for them. Health certificates of the old
   * identity key are not used any more.
   *
   * @throws MalformedInputException where the host key cannot be read, which nothing replaces
   */
  public void renewIdentity(SecureRandom random) throws KeywardException, IOException {
    KeyPair host = key(HOST_KEY);
    byte[] identity = PrivateKeyPem.encode(Rsa.generate(HostKeys.BITS, random).getPrivate());
    try {
      KeptFile.replace(folder.resolve(IDENTITY_KEY), identity);
    } finally {
      Arrays.fill(identity, (byte) 0);
    }
    KeptFile.setAside(folder.resolve(PUBLIC_KEY));
    AtomicFiles.replace(folder.resolve(PUBLIC_KEY), Pem.encode(host.getPublic()), false);
  }

  HealthCertificates healthCertificates() {
    return new HealthCertificates(folder.resolve("health"));
  }

  MachineFolder machine(MachineKey key, RsaEngine engine) {
    return new MachineFolder(folder.resolve("machines"), key, engine);
  }

  EventLog events() {
    return new EventLog(folder.resolve(EVENTS));
  }

  private void requireHost() throws MalformedInputException {
    if (!Files.isRegularFile(folder.resolve(PUBLIC_KEY))) {
      throw new MalformedInputException(
          Files.exists(folder.resolve(HOST_KEY))
              ? Fault.of(
                      "no-host",
                      folder.resolve(PUBLIC_KEY).toString(),
                      "no such file",
                      "the public host key")
                  .withHint(PUBLIC_AGAIN)
              : Fault.of("no-host", folder.toString(), "not a host's folder", "one by host init"));
    }
  }

  /** What a file of the host holds. */
  private interface Form<T> {
    T parse(byte[] json) throws KeywardException;
  }

  /** Reads a file, which may be absent; {@code remedy} is the way back from a damaged one. */
  private <T> Optional<T> read(String name, Form<T> form, String remedy)
      throws KeywardException, IOException {
    Path file = folder.resolve(name);
    if (KeptFile.isOther(file)) {
      throw new MalformedInputException(
          Fault.of("bad-record", file.toString(), "a link or a folder", "a file of the host")
              .withHint(remedy));
    }
    byte[] json;
    try {
      json = SafeFiles.readAtMost(file, HostDocument.MOST_BYTES);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      return Optional.of(form.parse(json));
    } catch (MalformedInputException e) {
      throw new MalformedInputException(e.fault().within(file.toString()).withHint(remedy), e);
    } catch (KeywardException e) {
      throw e.within(file.toString());
    }
  }

  private void write(String name, byte[] content) throws IOException {
    KeptFile.replace(folder.resolve(name), content);
  }
}
