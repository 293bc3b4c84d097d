package dev.keyward.protector;

import static dev.keyward.guardian.trust.TestTrust.trusted;
import static dev.keyward.protector.TestGuardians.ENGINE;
import static dev.keyward.protector.TestGuardians.RANDOM;

import dev.keyward.KeywardException;
import dev.keyward.crypto.OaepParameters;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.GuardianStore;
import dev.keyward.protector.part.KeyEncryption;
import dev.keyward.protector.part.WrappedTransportKey;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import dev.keyward.protector.seal.Sealer;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Makes {@code fixtures/advice}: protectors that no command makes, of the owner {@code central-it}
 * of {@code fixtures/store-test-only}, so that the owner can end what is wrong with them.
 */
class AdviceCases {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));
  private static final WrappingId FIRST = new WrappingId(0);
  private static final WrappingId SECOND = new WrappingId(1);

  private final ProtectorAuthor author = new ProtectorAuthor(TestTools.of(ENGINE, RANDOM));
  private final GuardianKeys branch = TestKeys.guardian("branch", 1, 2);
  private final GuardianKeys stranger = TestKeys.guardian("stranger", 3, 4);
  private GuardianKeys owner;

  @Test
  @EnabledIfSystemProperty(named = "keyward.advice.cases", matches = "rewrite")
  void writesTheCases() throws KeywardException, IOException {
    try (Passphrase word = Passphrase.copyOf("correct horse".toCharArray())) {
      owner =
          GuardianStore.at(FIXTURES.resolve("store-test-only/store"), TestTools.of(ENGINE, RANDOM))
              .unlock(TestKeys.name("central-it"), word);
    }
    metadata(branch);
    metadata(stranger);
    metadata(TestKeys.guardian("twin", 6, 4));
    try (TransportKey key = TransportKey.create(RANDOM)) {
      List<Wrapping> plain = author.create(owner.signing(), trusted(branch), key).wrappings();
      write("legacy", legacy(plain, key), FIRST, owner, key);
      List<Wrapping> more = new ArrayList<>(plain);
      more.add(granted(2, SECOND, branch, stranger.guardian(), key));
      write("delegated", more, FIRST, owner, key);
      write("sealed", plain, SECOND, branch, key);
      write(
          "mixed",
          List.of(plain.get(0), granted(1, FIRST, owner, mixed(), key)),
          FIRST,
          owner,
          key);
      Wrapping foreign = granted(1, FIRST, owner, stranger.guardian(), key);
      write("sealed-by-stranger", List.of(plain.get(0), foreign), SECOND, stranger, key);
      write(
          "one-key",
          List.of(plain.get(0), granted(1, FIRST, owner, oneKey(), key)),
          FIRST,
          owner,
          key);
    }
  }

  private static void metadata(GuardianKeys keys) throws KeywardException, IOException {
    byte[] xml = GuardianMetadata.create(keys.signing(), ENGINE).bytes();
    Files.write(FIXTURES.resolve("advice/" + keys.guardian().name() + "-metadata.xml"), xml);
  }

  private Wrapping granted(
      int id, WrappingId parent, GuardianKeys by, Guardian to, TransportKey key)
      throws KeywardException {
    return author.grant(
        new WrappingId(id),
        parent,
        by.signing(),
        new ProtectorAuthor.Addressee(Grantee.of(trusted(to)), key));
  }

  /** The stranger's signature, and the key of the branch. */
  private Guardian mixed() throws KeywardException {
    GuardianCertificate encryption = branch.guardian().encryption();
    return TestKeys.unchecked(
        new GuardianCertificates(
            stranger.guardian().name(), stranger.guardian().signing(), encryption, List.of()),
        ENGINE.sign(stranger.signing().key(), encryption.der()));
  }

  private Guardian oneKey() throws KeywardException {
    TestKeys.Wish wish =
        new TestKeys.Wish(
            "one-key",
            OptionalInt.empty(),
            TestKeys.NOW.minusSeconds(86_400),
            TestKeys.NOW.plusSeconds(315_000_000),
            false);
    GuardianCertificate both = TestKeys.selfSigned(TestKeys.pair(5), wish);
    return TestKeys.unchecked(
        new GuardianCertificates(TestKeys.name("one-key"), both, both, List.of()),
        ENGINE.sign(TestKeys.pair(5).getPrivate(), both.der()));
  }

  private static List<Wrapping> legacy(List<Wrapping> plain, TransportKey key)
      throws KeywardException {
    OaepParameters sha1 = new OaepParameters("SHA-1", "SHA-1");
    KeyEncryption old = new KeyEncryption(KeyEncryption.RSA_OAEP_MGF1P, Optional.of(sha1));
    Wrapping last = plain.get(1);
    byte[] wrapped = ENGINE.wrap(sha1, last.encryption().publicKey(), key.bytes(), RANDOM);
    return List.of(
        plain.get(0),
        new Wrapping(
            last.id(),
            last.signing(),
            last.grant(),
            last.encryption(),
            last.encryptionSignature(),
            WrappedTransportKey.of(old, wrapped)));
  }

  private void write(
      String name, List<Wrapping> wrappings, WrappingId sealer, GuardianKeys by, TransportKey key)
      throws KeywardException, IOException {
    KeyProtector made = author.seal(wrappings, sealer, Sealer.of(by.signing()), key);
    Files.writeString(
        FIXTURES.resolve("advice/" + name + ".xml"),
        new String(made.encode(), StandardCharsets.UTF_8));
  }
}
