package dev.keyward.protector;

import static dev.keyward.protector.TestGuardians.ENGINE;
import static dev.keyward.protector.TestGuardians.RANDOM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.KeywardException;
import dev.keyward.NoProtectorException;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.keyfile.ImportedKeys;
import dev.keyward.guardian.keyfile.KeySource;
import dev.keyward.protector.file.ProtectorFile;
import dev.keyward.protector.listing.ProtectorListing;
import dev.keyward.protector.part.WrappingId;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Protectors that another implementation wrote; skipped aloud where they are not at hand. */
class ProtectorVectorsTest {

  private static final Path VECTORS = Path.of(System.getProperty("keyward.vectors"));
  private static final Map<String, GuardianKeys> KEYS = new java.util.HashMap<>();

  private final ProtectorVerifier verifier = new ProtectorVerifier(ENGINE);

  @BeforeEach
  void needsTheVectors() {
    assumeTrue(Files.isDirectory(VECTORS), "skipped: no vectors in " + VECTORS);
  }

  private static GuardianKeys keys(String name) throws KeywardException, IOException {
    GuardianKeys known = KEYS.get(name);
    if (known == null) {
      try (Passphrase passphrase = Passphrase.copyOf("test-only".toCharArray())) {
        ImportedKeys read =
            ImportedKeys.read(
                source(name + "-signing.p12", passphrase),
                source(name + "-encryption.p12", passphrase));
        known = read.toKeys(GuardianName.parse(name), ENGINE);
      }
      KEYS.put(name, known);
    }
    return known;
  }

  private static KeySource source(String file, Passphrase passphrase) throws IOException {
    return new KeySource(Files.readAllBytes(VECTORS.resolve(file)), Optional.of(passphrase), file);
  }

  private VerifiedKeyProtector verified(String file) throws KeywardException, IOException {
    return verifier.verify(KeyProtector.parse(ProtectorFile.open(VECTORS.resolve(file)).single()));
  }

  @ParameterizedTest
  @CsvSource({
    "valid-plain.xml, 57ea2ace6722a3bd6022e8cdedee2cfb39f01bc443fcff66a65f901cde02cb35",
    "valid-prefixed.xml, 0b6aa0f30bffc12db6b5c108376e0ca7634a33b7f94f2337305ed49ed5ff0f83",
    "valid-pretty.xml, 3363597383a9f9f1e1fd5c9a7235929c5168830c4064cd22f25e07fba7ea567b",
    "valid-oaep-mgf1p.xml, 545e37a7f97c1d8c10566c762de4b23d4af4b452446c2f6198c1bf9ac3b30ea0",
    "valid-utf16.xml, 701a07e5995b1b07a888fc00a334e4f944e0b56afc337a117d04ed38f58ffcea",
    "valid-signed-by-guardian.xml, 28ac357e74e5fdbc73f8b5eed95bc97ae250b9aaf97ee70efbc966f8e954bc37",
    "valid-plain.framed, 57ea2ace6722a3bd6022e8cdedee2cfb39f01bc443fcff66a65f901cde02cb35",
    "valid-plain-ps51.kp, 57ea2ace6722a3bd6022e8cdedee2cfb39f01bc443fcff66a65f901cde02cb35",
    "valid-plain-ps7.kp, 57ea2ace6722a3bd6022e8cdedee2cfb39f01bc443fcff66a65f901cde02cb35"
  })
  void everyGuardianOpensAValidOneToTheKeyItsAuthorGave(String file, String sha256)
      throws KeywardException, IOException {
    VerifiedKeyProtector protector = verified(file);
    int opened = 0;
    for (String name : new String[] {"owner", "branch", "datacenter"}) {
      GuardianKeys keys = keys(name);
      if (protector.addressedTo(keys.guardian()).isPresent()) {
        try (TransportKey key = protector.open(keys.opening(), ENGINE, RANDOM)) {
          assertEquals(sha256, key.lend(bytes -> Thumbprint.of(bytes).toString()));
        }
        opened++;
      }
    }
    assertEquals(protector.wrappings().size(), opened);
  }

  @Test
  void tellsWhoSealedWhatAGuardianSealed() throws KeywardException, IOException {
    VerifiedKeyProtector protector = verified("valid-signed-by-guardian.xml");
    assertFalse(protector.isSealedByOwner());
    assertEquals(new WrappingId(1), protector.sealer().id());
  }

  @ParameterizedTest
  @CsvSource({
    "hostile-dangling-parent.xml, parents",
    "hostile-second-owner.xml, owner",
    "hostile-swapped-encryption-cert.xml, encryption-certificate-signature",
    "hostile-flipped-guardian-signature.xml, guardian-signature",
    "hostile-extra-wrapping-after-seal.xml, wrapping-ids",
    "hostile-comment-in-id.xml, comment",
    "hostile-doctype-xxe.xml, doctype",
    "hostile-id-over-32-bit.xml, bad-number",
    "hostile-kdf-length-1.xml, bad-key-derivation"
  })
  void refusesAHostileOneAndNamesThePlace(String file, String code) {
    KeywardException refused = assertThrows(KeywardException.class, () -> verified(file));
    assertEquals(code, refused.fault().code());
    assertFalse(refused.fault().where().isEmpty());
  }

  @Test
  void saysWhereThereIsNoProtector() {
    assertThrows(NoProtectorException.class, () -> verified("no-protector.bin"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"valid-plain.xml", "valid-prefixed.xml", "valid-pretty.xml"})
  void listsAValidOneWithoutADifference(String file) throws KeywardException, IOException {
    ProtectorListing listing = ProtectorListing.parse(Files.readAllBytes(VECTORS.resolve(file)));
    assertTrue(listing.difference().isEmpty());
    assertTrue(listing.wrappings().stream().allMatch(each -> each.signing().isPresent()));
  }
}
