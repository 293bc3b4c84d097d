package dev.keyward.cli.identity.model;

import dev.keyward.KeywardException;
import dev.keyward.cli.KeyFileSample;
import dev.keyward.cli.identity.model.Folder.Document;
import dev.keyward.cli.identity.model.SecondModel.State;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.metadata.ForgedMetadata;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.GuardianEntry;
import dev.keyward.guardian.trust.GuardianStore;
import dev.keyward.guardian.trust.Placement;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.guardian.trust.UpdateRequest;
import dev.keyward.protector.Delegation;
import dev.keyward.protector.Grantee;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.TransportKey;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Writes a world as a user would meet it: a store, folders of metadata, a service, protectors. */
final class WorldFiles {

  static final Instant NOW = PooledKeys.month(24);

  private final RandomWorld world;
  private final Path folder;
  private final Tools tools;

  WorldFiles(RandomWorld world, Path folder, SecureRandom random) {
    this.world = world;
    this.folder = folder;
    this.tools = new Tools(RsaEngine.jdk(), random, () -> NOW);
  }

  void write() throws KeywardException, IOException {
    store();
    for (Document document : world.documents) {
      Path file = folder.resolve("known/" + document.path() + ".xml");
      Files.createDirectories(file.getParent());
      Files.write(file, metadata(document).bytes());
    }
    if (world.served.isPresent()) {
      service();
    }
    Files.createDirectories(folder.resolve("vms"));
    for (RandomWorld.Protector each : world.protectors) {
      Files.write(folder.resolve("vms/" + each.file()), protector(each).encode());
    }
  }

  private GuardianMetadata metadata(Document document) throws KeywardException {
    SigningKey own = document.generation().signer("hgs");
    if (document.signer() == document.generation().signing()) {
      return GuardianMetadata.create(own, tools.engine());
    }
    GuardianCertificate signer = PooledKeys.certificate(document.signer(), 0);
    if (document.mutual()) {
      SigningKey former =
          new Generation(document.signer(), 0, document.generation().encryption(), 0, List.of())
              .signer("hgs");
      return GuardianMetadata.createSignedBy(former, own, tools);
    }
    byte[] forged = ForgedMetadata.of(own, signer, PooledKeys.key(document.signer()));
    return GuardianMetadata.parse(forged, "forged");
  }

  private GuardianMetadata published(int operator, int number) throws KeywardException {
    List<Generation> all = world.operators.get(operator);
    Generation each = all.get(number);
    boolean changes = number > 0 && all.get(number - 1).signing() != each.signing();
    int signer = changes ? all.get(number - 1).signing() : each.signing();
    return metadata(new Document("", each, signer, changes));
  }

  private void store() throws KeywardException, IOException {
    GuardianStore store = GuardianStore.at(folder.resolve("store"), tools);
    GuardianKeys owner = world.owner.keys("owner");
    try (Passphrase word = Passphrase.copyOf("test-only words".toCharArray())) {
      store.add(
          new GuardianEntry(
              TrustedGuardian.madeHere(owner, tools),
              GuardianMetadata.create(owner.signing(), tools.engine())),
          owner,
          word,
          Placement.NEW);
    }
    for (RandomWorld.Step step : world.steps) {
      carryOut(step, store);
    }
  }

  private void carryOut(RandomWorld.Step step, GuardianStore store)
      throws KeywardException, IOException {
    if (step instanceof RandomWorld.Import one) {
      Generation first = world.operators.get(one.operator()).get(one.generation());
      String name = RandomWorld.storeName(one.operator());
      GuardianKeys keys = first.keys(name);
      store.add(
          new GuardianEntry(
              TrustedGuardian.madeHere(keys, tools),
              GuardianMetadata.create(keys.signing(), tools.engine())),
          Placement.NEW);
    } else if (step instanceof RandomWorld.Update update) {
      store.update(
          GuardianName.parse(RandomWorld.storeName(update.operator())),
          published(update.operator(), update.generation()),
          new UpdateRequest(pin(update), update.older()),
          NOW);
    } else if (step instanceof RandomWorld.Retire retire) {
      store.retire(
          GuardianName.parse(RandomWorld.storeName(retire.operator())),
          PooledKeys.certificate(retire.key(), 0).keyThumbprint(),
          retire.compromised(),
          NOW);
    }
  }

  /** Older metadata may be that of a change of the signing key, which its former key signed. */
  private Optional<Thumbprint> pin(RandomWorld.Update update) throws KeywardException {
    return update.older()
        ? Optional.of(published(update.operator(), update.generation()).signedBy().thumbprint())
        : Optional.empty();
  }

  /** The form of a service's folder; nobody opens its keys here. */
  private void service() throws KeywardException, IOException {
    Path generation = folder.resolve("service/service/0011223344556677");
    Files.createDirectories(generation.resolve("keys"));
    List<String> certificates = new ArrayList<>();
    for (RandomWorld.Served each : world.service) {
      GuardianCertificate certificate =
          each.signs() ? each.of().signingCertificate() : each.of().encryptionCertificate();
      String use = each.signs() ? "signing" : "encryption";
      certificates.add(entry(use, word(each.state()), certificate));
      Files.write(
          generation.resolve("keys/" + certificate.thumbprint() + ".p12"), KeyFileSample.bytes());
    }
    GuardianCertificate attests = PooledKeys.certificate(world.spare, 0);
    certificates.add(entry("attestation", "primary", attests));
    Files.write(generation.resolve("keys/" + attests.thumbprint() + ".p12"), KeyFileSample.bytes());
    Files.writeString(
        generation.resolve("service.json"),
        "{\"schema\":\"keyward.hgs/1\",\"name\":\"service\",\"certificates\":["
            + String.join(",", certificates)
            + "],\"hosts\":[{\"name\":\"host\",\"key\":\""
            + base64(PooledKeys.publicKey(world.host).getEncoded())
            + "\"}]}");
    List<Generation> all = world.operators.get(world.served.orElseThrow());
    Files.write(
        generation.resolve("metadata.xml"),
        GuardianMetadata.create(all.get(all.size() - 1).signer("service"), tools.engine()).bytes());
    Files.writeString(folder.resolve("service/service/current"), "0011223344556677");
  }

  private static String word(State state) {
    return switch (state) {
      case CURRENT -> "primary";
      case ENABLED -> "enabled";
      default -> "disabled";
    };
  }

  private static String entry(String use, String state, GuardianCertificate certificate) {
    return "{\"use\":\""
        + use
        + "\",\"state\":\""
        + state
        + "\",\"certificate\":\""
        + base64(certificate.der())
        + "\"}";
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private KeyProtector protector(RandomWorld.Protector protector) throws KeywardException {
    List<Grantee> grantees = new ArrayList<>();
    List<RandomWorld.Wrapped> wrappings = protector.wrappings();
    for (int number = 1; number < wrappings.size(); number++) {
      if (wrappings.get(number).parent() == 0) {
        grantees.add(grantee(wrappings.get(number), number));
      }
    }
    try (TransportKey key = TransportKey.create(tools.random())) {
      SigningKey owner = world.owner.signer("owner");
      KeyProtector made = new ProtectorAuthor(tools).createFor(owner, grantees, key);
      for (int number = grantees.size() + 1; number < wrappings.size(); number++) {
        int parent = wrappings.get(number).parent();
        SigningKey signer = wrappings.get(parent).keys().signer("g" + parent);
        Delegation.Made before = new Delegation.Made(made, owner, key);
        made =
            Delegation.under(parent, signer, grantee(wrappings.get(number), number), before, tools);
      }
      return made;
    }
  }

  private Grantee grantee(RandomWorld.Wrapped wrapped, int number) throws KeywardException {
    GuardianKeys keys = wrapped.keys().keys("g" + number);
    return Grantee.of(TrustedGuardian.madeHere(keys, tools));
  }

  /**
   * A topology in which every machine's host asks one service, which is that guardian. Where it has
   * no folder, a service that nobody asks may have one.
   */
  void topology(String guardian, boolean hasFolder) throws IOException {
    StringBuilder yaml = new StringBuilder("schema: keyward.fleet/1\nsites: [here]\n");
    yaml.append("hgs:\n  - {name: asked, guardian: '").append(guardian).append("', site: here, ");
    yaml.append(hasFolder ? "folder: service}\n" : "registered: [host]}\n");
    if (!hasFolder && world.served.isPresent()) {
      yaml.append("  - {name: beside, guardian: service/service, site: here, folder: service}\n");
    }
    yaml.append("hosts: [{name: host, site: here, version: 1809, primary: asked}]\nvms:\n");
    for (RandomWorld.Protector each : world.protectors) {
      yaml.append("  - {name: ").append(each.file().replace(".kp", "")).append(", host: host}\n");
    }
    Files.write(folder.resolve("t.yaml"), yaml.toString().getBytes(StandardCharsets.UTF_8));
  }
}
