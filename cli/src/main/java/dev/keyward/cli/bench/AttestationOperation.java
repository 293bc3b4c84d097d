package dev.keyward.cli.bench;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.keyward.KeywardException;
import dev.keyward.crypto.Signature;
import dev.keyward.crypto.Tools;
import dev.keyward.crypto.outside.OutsideKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.hgs.HgsEndpoint;
import dev.keyward.hgs.HgsPaths;
import dev.keyward.hgs.HgsReply;
import dev.keyward.hgs.HgsRequest;
import dev.keyward.hgs.description.AttestationKind;
import dev.keyward.hgs.description.HgsPolicy;
import dev.keyward.hgs.description.HostProof;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsPlan;
import dev.keyward.hgs.folder.HgsPolicies;
import dev.keyward.hgs.message.ByteForm;
import dev.keyward.hgs.message.TpmChallenge;
import dev.keyward.hgs.message.TpmChallengeRequest;
import dev.keyward.hgs.message.TpmKeys;
import dev.keyward.host.tpm.TpmProof;
import dev.keyward.secret.Passphrase;
import dev.keyward.tpm.log.EventLog;
import dev.keyward.tpm.log.MeasuredBoot;
import dev.keyward.tpm.policy.MeasuredDraft;
import dev.keyward.tpm.policy.PolicyMode;
import dev.keyward.tpm.structure.StandInTpm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An attestation by TPM as a service answers it, without the network: a challenge, and the evidence
 * for it with the log of a real boot. Two RSA keys take the place of a TPM; what the host does with
 * them is not measured, because a service never does it. One host attests after itself, because
 * each quote must be later than the one before.
 */
final class AttestationOperation {

  private static final double TARGET = 0.5;
  private static final int WARM_UP = 4;
  private static final int DAYS = 365;
  private static final int OK = 200;
  private static final String BOOT = "/dev/keyward/cli/demo/boot.log";

  private final Materials materials;
  private final Path folder;
  private final StandInTpm tpm;
  private final TpmKeys keys;
  private final TpmProof.Boot boot;
  private final EventLog log;
  private final HgsEndpoint endpoint;
  private final Signature quoted;

  /** How long the service has answered until now, in nanoseconds. */
  private long answering;

  private AttestationOperation(Materials materials) throws KeywardException, IOException {
    this.materials = materials;
    this.folder = materials.folder.resolve("measured-hgs");
    KeyPair attestation = OutsideKeys.generate(Materials.KEY_BITS, materials.random);
    this.tpm =
        StandInTpm.of(OutsideKeys.generate(Materials.KEY_BITS, materials.random), attestation);
    this.keys =
        new TpmKeys(tpm.endorsementKey().key().getEncoded(), Optional.empty(), tpm.key().encode());
    try (InputStream in =
        Objects.requireNonNull(AttestationOperation.class.getResourceAsStream(BOOT), BOOT)) {
      this.log = EventLog.read(in.readAllBytes(), BOOT);
    }
    this.boot = new TpmProof.Boot(attestation.getPublic(), log.content(), Optional.empty());
    this.endpoint = endpoint();
    this.quoted = materials.engine.sign(materials.owner.signing().key(), materials.signed.get(0));
  }

  static Operation of(Materials materials) throws KeywardException, IOException {
    AttestationOperation attestation = new AttestationOperation(materials);
    return new Operation(
        "attestation by TPM",
        "sign + verify + file",
        TARGET,
        WARM_UP,
        attestation::attestations,
        AllCores.alone(attestation::signVerifyWrite));
  }

  private HgsEndpoint endpoint() throws KeywardException, IOException {
    HgsFolder service = HgsFolder.at(folder, materials.random);
    try (Passphrase passphrase = Passphrase.takeFrom("of no lasting use".toCharArray())) {
      service.create(
          new HgsPlan(GuardianName.parse("hgs"), Materials.KEY_BITS, DAYS)
              .attesting(AttestationKind.TPM),
          passphrase,
          materials.now);
      HostPublicKey key = HostPublicKey.parse(keys.endorsement(), "host");
      service.changeHosts(
          before ->
              before.with(new RegisteredHost(GuardianName.parse("host"), new HostProof.Tpm(key))));
      MeasuredBoot recorded = MeasuredBoot.recorded(log, Optional.empty());
      byte[] yaml = new MeasuredDraft(recorded, PolicyMode.ENFORCE, Set.of()).encode();
      new HgsPolicies(folder, materials.random)
          .add(new HgsPolicy(GuardianName.parse("boot"), yaml), false);
      return new HgsEndpoint(
          service.unlock(passphrase),
          new Tools(materials.engine, materials.random, () -> materials.now));
    }
  }

  private byte[] answer(String below, byte[] body) {
    HgsRequest.Headers headers = HgsRequest.Headers.contentType("application/json");
    HgsRequest request = new HgsRequest("POST", HgsPaths.ATTESTATION + below, headers, body);
    long start = System.nanoTime();
    HgsReply reply = endpoint.answer(request);
    answering += System.nanoTime() - start;
    if (reply.status() != OK) {
      throw new IllegalStateException("an attestation was refused: " + reply.record().reason());
    }
    return reply.body();
  }

  private double attestations(long nanos) throws KeywardException, IOException {
    long end = System.nanoTime() + nanos;
    long before = answering;
    long count = 0;
    do {
      attest();
      count++;
    } while (System.nanoTime() < end);
    return count * 1e9 / (answering - before);
  }

  private void attest() throws KeywardException, IOException {
    TpmChallengeRequest request = new TpmChallengeRequest(keys, ByteForm.BASE64);
    TpmChallenge challenge =
        TpmChallenge.parse(answer(HgsPaths.TPM_CHALLENGE_BELOW, request.encode()));
    answer(
        HgsPaths.TPM_EVIDENCE_BELOW,
        TpmProof.evidence(keys, challenge, tpm.attester(log.replay().quoted()), boot).encode());
  }

  /**
   * Does what takes the time: checks the quote, signs the health certificate, writes the record.
   */
  private long signVerifyWrite() throws KeywardException, IOException {
    byte[] text = materials.signed.get(0);
    materials.engine.verify(quoted, materials.owner.guardian().signing().publicKey(), text);
    materials.engine.sign(materials.owner.signing().key(), text);
    Path written = folder.resolve("record.tmp");
    try (FileChannel file = FileChannel.open(written, CREATE_NEW, WRITE)) {
      file.write(ByteBuffer.wrap(text));
      file.force(true);
    }
    Files.move(written, folder.resolve("record"), StandardCopyOption.ATOMIC_MOVE);
    return 1;
  }
}
