package dev.keyward.hgs;

import static dev.keyward.guardian.trust.TestTrust.trusted;

import dev.keyward.KeywardException;
import dev.keyward.TestFolder;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.TestTools;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsKeys;
import dev.keyward.hgs.folder.HgsPlan;
import dev.keyward.hgs.message.AttestationReply;
import dev.keyward.hgs.message.AttestationRequest;
import dev.keyward.hgs.message.HealthCertificateReply;
import dev.keyward.hgs.message.IdentityType;
import dev.keyward.hgs.message.release.ReleaseAlgorithms;
import dev.keyward.hgs.message.release.RollTransportKeyRequest;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.TestKeys;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.TransportKey;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A service with one registered host, and an owner who grants it access. Test-only. */
public final class TestHgs {

  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  public static final RsaEngine ENGINE = RsaEngine.jdk();
  public static final SecureRandom RANDOM = TestKeys.random(101);

  static final KeyPair HOST_KEY_PAIR = Rsa.generate(2048, RANDOM);
  static final KeyPair IDENTITY_KEY = Rsa.generate(2048, RANDOM);

  /** Made once: what takes long in a new service is the protection of its keys. */
  private static Path master;

  private static HgsKeys masterKeys;

  public final HgsFolder folder;
  final KeyPair hostKey = HOST_KEY_PAIR;
  final KeyPair identity = IDENTITY_KEY;
  final GuardianKeys owner = Owner.KEYS;
  Instant now = NOW;
  HgsEndpoint endpoint;

  /** Keys that all tests may share. */
  private static final class Owner {
    static final GuardianKeys KEYS = make();

    private static GuardianKeys make() {
      try {
        return new GuardianMaker(RANDOM, ENGINE)
            .create(new GuardianMaker.Plan(name("owner"), 2048, 3650, "test"), NOW);
      } catch (KeywardException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** A service in a new folder, with the keys of all others that tests make so. */
  public TestHgs(Path directory) throws IOException, KeywardException {
    this(HgsFolder.at(copied(directory), RANDOM));
  }

  private TestHgs(HgsFolder folder) throws IOException, KeywardException {
    this.folder = folder;
    reload();
  }

  /** A service with keys of its own, and no hosts. */
  public static TestHgs apart(Path directory) throws IOException, KeywardException {
    HgsFolder folder = HgsFolder.at(directory, RANDOM);
    folder.create(new HgsPlan(name("branch-hgs"), 2048, 3650), passphrase(), NOW);
    return new TestHgs(folder);
  }

  private static synchronized Path copied(Path directory) throws IOException, KeywardException {
    if (master == null) {
      master = TestFolder.ofTheProcess();
      HgsFolder folder = HgsFolder.at(master, RANDOM);
      folder.create(new HgsPlan(name("branch-hgs"), 2048, 3650), passphrase(), NOW);
      folder.changeHosts(
          before -> before.with(new RegisteredHost(name("host-1"), publicKey(HOST_KEY_PAIR))));
      masterKeys = folder.unlock(passphrase());
    }
    Files.createDirectories(directory);
    TestFolder.copy(master, directory);
    return directory;
  }

  public static Passphrase passphrase() {
    return Passphrase.copyOf("test-only".toCharArray());
  }

  public static GuardianName name(String text) {
    try {
      return GuardianName.parse(text);
    } catch (KeywardException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static HostPublicKey publicKey(KeyPair pair) throws KeywardException {
    return HostPublicKey.parse(pair.getPublic().getEncoded(), "test");
  }

  /** As a server does after a change. */
  void reload() throws IOException, KeywardException {
    HgsKeys keys = folder.unlock(passphrase(), Optional.ofNullable(masterKeys));
    endpoint =
        endpoint == null
            ? new HgsEndpoint(keys, new Tools(ENGINE, RANDOM, () -> now))
            : endpoint.after(keys);
  }

  HgsReply get(String path) {
    return endpoint.answer(new HgsRequest("GET", path, HgsRequest.Headers.NONE, new byte[0]));
  }

  HgsReply post(String path, byte[] body) {
    return endpoint.answer(new HgsRequest("POST", path, HgsRequest.Headers.NONE, body));
  }

  Guardian guardian() throws IOException, KeywardException {
    return GuardianMetadata.parse(folder.metadata(), "test")
        .toGuardian(name("branch-hgs"), List.of());
  }

  /** A protector of the owner's for this service. */
  KeyProtector protector(TransportKey key) throws IOException, KeywardException {
    return new ProtectorAuthor(TestTools.of(ENGINE, RANDOM))
        .create(owner.signing(), List.of(trusted(guardian())), key);
  }

  byte[] attestation() throws KeywardException {
    return AttestationRequest.create(
            RANDOM, identity.getPublic(), hostKey, Set.of(IdentityType.ENCRYPTION))
        .encode();
  }

  /** The DER of a health certificate. */
  byte[] attest() throws KeywardException {
    HgsReply reply = post(HgsPaths.HOST_KEY_ATTEST, attestation());
    return ((HealthCertificateReply) AttestationReply.parse(reply.body()))
        .certificate(IdentityType.ENCRYPTION)
        .orElseThrow();
  }

  HgsReply roll(byte[] protector, byte[] healthCertificate) {
    return post(
        HgsPaths.ROLL_V1,
        RollTransportKeyRequest.of(protector, healthCertificate, ReleaseAlgorithms.WRITTEN)
            .encode());
  }

  /** What RSAES-OAEP makes of {@code plain} for the service's key. */
  byte[] encrypted(byte[] plain) throws IOException, KeywardException {
    return Rsa.jdk()
        .encrypt(
            new Rsa.Digests("SHA-256", "SHA-256"),
            guardian().encryption().publicKey(),
            plain,
            RANDOM);
  }

  /** The owner seals what it likes: here one wrapping's cipher text, everything else right. */
  byte[] sealedAround(byte[] cipherText) throws IOException, KeywardException {
    String text;
    try (TransportKey key = TransportKey.create(RANDOM)) {
      text = new String(protector(key).encode(), StandardCharsets.UTF_8);
    }
    text = replaced(text, "CipherValue", cipherText);
    int start = text.indexOf("<Wrappings");
    int end = text.indexOf("</Wrappings>") + "</Wrappings>".length();
    byte[] canonical = text.substring(start, end).getBytes(StandardCharsets.UTF_8);
    byte[] seal = ENGINE.sign(owner.signing().key(), canonical).value();
    return replaced(text, "SignatureValue", seal).getBytes(StandardCharsets.UTF_8);
  }

  /** Puts other bytes into the last element of that name. */
  private static String replaced(String text, String element, byte[] bytes) {
    int from = text.lastIndexOf("<" + element + ">") + element.length() + 2;
    return text.substring(0, from)
        + Base64.getEncoder().encodeToString(bytes)
        + text.substring(text.indexOf('<', from));
  }
}
