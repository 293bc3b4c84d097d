package dev.keyward.hgs;

import dev.keyward.KeywardException;
import dev.keyward.TestFolder;
import dev.keyward.crypto.Tools;
import dev.keyward.hgs.description.AttestationKind;
import dev.keyward.hgs.description.HgsPolicy;
import dev.keyward.hgs.description.HostProof;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsKeys;
import dev.keyward.hgs.folder.HgsPlan;
import dev.keyward.hgs.folder.HgsPolicies;
import dev.keyward.hgs.message.AttestationError;
import dev.keyward.hgs.message.AttestationReply;
import dev.keyward.hgs.message.ByteForm;
import dev.keyward.hgs.message.TpmChallenge;
import dev.keyward.hgs.message.TpmChallengeRequest;
import dev.keyward.hgs.message.TpmEvidence;
import dev.keyward.hgs.message.TpmKeys;
import dev.keyward.tpm.log.RecordedBoot;
import dev.keyward.tpm.structure.Credential;
import dev.keyward.tpm.structure.QualifyingData;
import dev.keyward.tpm.structure.Quote;
import dev.keyward.tpm.structure.StandInTpm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** A service that attests TPMs, and what a host with a recorded boot sends it. Test-only. */
final class MeasuredHgs {

  /** What every policy of these tests requires. */
  static final String SECURE_BOOT =
      "schema: keyward.measured-policy/1\nmode: enforce\nsecure-boot: required\n";

  final HgsFolder folder;
  final Path directory;
  Instant now = TestHgs.NOW;
  HgsEndpoint endpoint;

  private HgsKeys keys;

  private MeasuredHgs(Path directory, Optional<HgsKeys> before)
      throws IOException, KeywardException {
    this.directory = directory;
    this.folder = HgsFolder.at(directory, TestHgs.RANDOM);
    this.keys = folder.unlock(TestHgs.passphrase(), before);
    this.endpoint = new HgsEndpoint(keys, new Tools(TestHgs.ENGINE, TestHgs.RANDOM, () -> now));
  }

  /** A service of that kind with one policy. */
  static MeasuredHgs create(Path directory, AttestationKind kind)
      throws IOException, KeywardException {
    HgsFolder folder = HgsFolder.at(directory, TestHgs.RANDOM);
    HgsPlan plan = new HgsPlan(TestHgs.name("branch-hgs"), 2048, 3650).attesting(kind);
    folder.create(plan, TestHgs.passphrase(), TestHgs.NOW);
    MeasuredHgs made = new MeasuredHgs(directory, Optional.empty());
    made.policy("baseline", SECURE_BOOT);
    return made;
  }

  /** The service of a copy of the folder, which is another node. */
  MeasuredHgs node(Path copy) throws IOException, KeywardException {
    TestFolder.copy(directory, Files.createDirectories(copy));
    return new MeasuredHgs(copy, Optional.of(keys));
  }

  void register(String name, StandInTpm tpm) throws IOException, KeywardException {
    HostPublicKey key = HostPublicKey.parse(tpm.endorsementKey().key().getEncoded(), "test");
    register(new RegisteredHost(TestHgs.name(name), new HostProof.Tpm(key)));
  }

  void register(RegisteredHost host) throws IOException, KeywardException {
    folder.changeHosts(before -> before.with(host));
    reload();
  }

  void policy(String name, String yaml) throws IOException, KeywardException {
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    new HgsPolicies(directory, TestHgs.RANDOM).add(new HgsPolicy(TestHgs.name(name), bytes), true);
    reload();
  }

  void reload() throws IOException, KeywardException {
    keys = folder.unlock(TestHgs.passphrase(), Optional.of(keys));
    endpoint = endpoint.after(keys);
  }

  HgsReply post(String below, byte[] body) {
    return endpoint.answer(
        new HgsRequest("POST", HgsPaths.ATTESTATION + below, HgsRequest.Headers.NONE, body));
  }

  static TpmKeys keys(StandInTpm tpm, Optional<byte[]> certificate) {
    return new TpmKeys(tpm.endorsementKey().key().getEncoded(), certificate, tpm.key().encode());
  }

  /** Asks for a challenge. */
  HgsReply ask(TpmKeys keys) {
    byte[] request = new TpmChallengeRequest(keys, ByteForm.BASE64).encode();
    return post(HgsPaths.TPM_CHALLENGE_BELOW, request);
  }

  TpmChallenge challenge(TpmKeys keys) throws KeywardException {
    HgsReply reply = ask(keys);
    if (reply.status() != 200) {
      throw new IllegalStateException(new String(reply.body(), StandardCharsets.UTF_8));
    }
    return TpmChallenge.parse(reply.body());
  }

  /** What a host answers whose registers have the values of that boot. */
  static TpmEvidence evidence(
      StandInTpm tpm, TpmKeys keys, TpmChallenge challenge, RecordedBoot boot)
      throws KeywardException {
    Optional<byte[]> secret = Optional.empty();
    if (challenge.credential().isPresent()) {
      TpmChallenge.Credential credential = challenge.credential().get();
      secret = Optional.of(tpm.activate(Credential.of(credential.blob(), credential.secret())));
    }
    var identity = TestHgs.IDENTITY_KEY.getPublic();
    Quote quote =
        tpm.quote(QualifyingData.of(challenge.nonce(), identity), boot.log().replay().quoted());
    TpmEvidence.Measured measured =
        new TpmEvidence.Measured(
            quote.attested(), quote.signature(), boot.file("log"), boot.commandLine());
    return new TpmEvidence(
        keys, challenge.ticket(), secret, identity.getEncoded(), measured, ByteForm.BASE64);
  }

  HgsReply send(TpmEvidence evidence) {
    return post(HgsPaths.TPM_EVIDENCE_BELOW, evidence.encode());
  }

  /** The whole way: a challenge and its answer. */
  HgsReply attest(StandInTpm tpm, String boot) throws KeywardException {
    TpmKeys keys = keys(tpm, Optional.empty());
    return send(evidence(tpm, keys, challenge(keys), new RecordedBoot(boot)));
  }

  static AttestationError error(HgsReply reply) throws KeywardException {
    return (AttestationError) AttestationReply.parse(reply.body());
  }

  boolean hasRecords(String host) {
    return Files.exists(directory.resolve("hosts").resolve(host).resolve("log"));
  }
}
