package dev.keyward.cli.bench;

import dev.keyward.KeywardException;
import dev.keyward.crypto.OaepParameters;
import dev.keyward.crypto.Tools;
import dev.keyward.crypto.outside.OutsideKeys;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.TrustDecider;
import dev.keyward.guardian.trust.TrustRequest;
import dev.keyward.hgs.HgsEndpoint;
import dev.keyward.hgs.HgsPaths;
import dev.keyward.hgs.HgsReply;
import dev.keyward.hgs.HgsRequest;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsPlan;
import dev.keyward.hgs.message.AttestationReply;
import dev.keyward.hgs.message.AttestationRequest;
import dev.keyward.hgs.message.HealthCertificateReply;
import dev.keyward.hgs.message.IdentityType;
import dev.keyward.hgs.message.release.ReleaseAlgorithms;
import dev.keyward.hgs.message.release.RollTransportKeyRequest;
import dev.keyward.protector.KeyProtector;
import dev.keyward.secret.Passphrase;
import dev.keyward.secret.SecretBytes;
import java.io.IOException;
import java.security.KeyPair;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * A release of keys as a service answers it, without the network: the protector is opened, checked,
 * wrapped anew for all and sealed, and the keys are encrypted to the host.
 */
final class ReleaseOperation {

  static final String NAME = "release of keys";

  private static final int WARM_UP = 10;
  private static final int DAYS = 365;
  private static final int KEY_SIZE = 32;
  private static final int OK = 200;

  private final Materials materials;
  private final HgsEndpoint endpoint;
  private final KeyProtector protector;
  private final byte[] signed;
  private final byte[] wrapped;
  private final HgsRequest request;

  private ReleaseOperation(Materials materials) throws KeywardException, IOException {
    this.materials = materials;
    HgsFolder folder = HgsFolder.at(materials.folder.resolve("hgs"), materials.random);
    KeyPair host = OutsideKeys.generate(Materials.KEY_BITS, materials.random);
    KeyPair identity = OutsideKeys.generate(Materials.KEY_BITS, materials.random);
    this.endpoint = endpoint(folder, host);
    GuardianMetadata metadata = GuardianMetadata.parse(folder.metadata(), "metadata");
    this.protector =
        materials.author.create(
            materials.owner.signing(),
            List.of(
                TrustDecider.trust(metadata, GuardianName.parse("hgs"), anybody(), materials.now),
                materials.guardians.get(0)));
    this.signed = protector.canonicalWrappings();
    this.wrapped = protector.wrappings().get(0).transportKey().cipherValue();
    byte[] certificate = healthCertificate(identity, host);
    this.request =
        post(
            HgsPaths.ROLL_V1,
            "application/xml",
            RollTransportKeyRequest.of(protector.encode(), certificate, ReleaseAlgorithms.WRITTEN)
                .encode());
  }

  /** The service was made a moment ago, for this. */
  private static TrustRequest anybody() {
    return new TrustRequest(Optional.empty(), List.of(), true, false);
  }

  static Operation of(Materials materials) throws KeywardException, IOException {
    ReleaseOperation release = new ReleaseOperation(materials);
    return new Operation(
        NAME,
        "open + sign + verify + 3 wrap",
        materials.isNative() ? 0.9 : 0.85,
        WARM_UP,
        AllCores.of(release::answer),
        AllCores.of(release::openSignVerifyWrap));
  }

  private HgsEndpoint endpoint(HgsFolder folder, KeyPair host)
      throws KeywardException, IOException {
    try (Passphrase passphrase = Passphrase.takeFrom("of no lasting use".toCharArray())) {
      folder.create(
          new HgsPlan(GuardianName.parse("hgs"), Materials.KEY_BITS, DAYS),
          passphrase,
          materials.now);
      HostPublicKey key = HostPublicKey.parse(host.getPublic().getEncoded(), "host");
      folder.changeHosts(
          before -> before.with(new RegisteredHost(GuardianName.parse("host"), key)));
      return new HgsEndpoint(
          folder.unlock(passphrase),
          new Tools(materials.engine, materials.random, () -> materials.now));
    }
  }

  private byte[] healthCertificate(KeyPair identity, KeyPair host) throws KeywardException {
    AttestationRequest attestation =
        AttestationRequest.create(
            materials.random, identity.getPublic(), host, EnumSet.of(IdentityType.ENCRYPTION));
    HgsReply reply =
        endpoint.answer(post(HgsPaths.HOST_KEY_ATTEST, "application/json", attestation.encode()));
    return ((HealthCertificateReply) AttestationReply.parse(reply.body()))
        .certificate(IdentityType.ENCRYPTION)
        .orElseThrow();
  }

  private static HgsRequest post(String path, String type, byte[] body) {
    return new HgsRequest("POST", path, HgsRequest.Headers.contentType(type), body);
  }

  private long answer() {
    HgsReply reply = endpoint.answer(request);
    if (reply.status() != OK) {
      throw new IllegalStateException("a release was refused: " + reply.status());
    }
    return 1;
  }

  private long openSignVerifyWrap() throws KeywardException {
    GuardianKeys owner = materials.owner;
    try (SecretBytes opened =
        materials
            .engine
            .unwrap(OaepParameters.SHA256, owner.opening().key(), wrapped, KEY_SIZE)
            .orElseThrow()) {
      for (int i = 0; i < protector.wrappings().size(); i++) {
        materials.engine.wrap(
            OaepParameters.SHA256,
            owner.guardian().encryption().publicKey(),
            opened,
            materials.random);
      }
    }
    materials.engine.verify(
        protector.guardianSignature().signature(), owner.guardian().signing().publicKey(), signed);
    materials.engine.sign(owner.signing().key(), signed);
    return 1;
  }
}
