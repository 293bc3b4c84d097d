package dev.keyward.guardian.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.MetadataForge;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.TestKeys.Wish;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.internal.crypto.KeyEntry;
import dev.keyward.internal.crypto.certificate.CertificateMaker;
import dev.keyward.internal.crypto.certificate.Purpose;
import dev.keyward.protector.known.folder.FolderGuardians;
import dev.keyward.protector.known.folder.FolderGuardians.Document;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an attacker makes of a change of the signing key. The guardian went from the pairs 0 and 1
 * to 2 and 3, and published the change. The attacker has 6 and 7, got grants of the guardian, so
 * that it has signatures of key 2 over its certificates, and may have stolen key 0 later.
 */
class SuccessionAttackTest {

  private static final GuardianName NAME = TestKeys.name("hgs");
  private static final GuardianKeys OLD = TestKeys.guardian("hgs", 0, 1);
  private static final GuardianKeys NEW = TestKeys.guardian("hgs", 2, 3);
  private static final GuardianKeys ATTACKER = TestKeys.laterGuardian("attacker", 6, 7);
  private static final GuardianMetadata CHANGE = TestKeys.successor(OLD, NEW);
  private static final String USE = CertificateMaker.ARC + ".4";
  private static final String DIGEST = CertificateMaker.ARC + ".5";

  @TempDir private Path folder;
  private GuardianStore store;

  @BeforeEach
  void theOldKeysAreKnown() throws Exception {
    store =
        GuardianStore.at(
            folder.resolve("store"),
            TestTools.of(RsaEngine.jdk(), dev.keyward.internal.crypto.TestKeys.random(193)));
    store.add(GuardianStoreTest.entry(OLD), Placement.NEW);
  }

  @Test
  void theFormerKeyChoosesNoOtherEncryptionKey() throws Exception {
    GuardianMetadata forged = withBorrowedEncryption(CHANGE.otherSigning());
    assertFalse(forged.isOfItsSigner());
    assertEquals("foreign-key", refusal(() -> update(forged)));
    FolderGuardians made =
        FolderGuardians.of(
            List.of(
                document("old", TestKeys.metadata(OLD)),
                document("change", CHANGE),
                document("forged", forged)),
            List.of());
    assertEquals(List.of("forged"), refused(made));
  }

  @Test
  void aChangeThatIsReplayedAfterTheOperatorWentBackIsOlder() throws Exception {
    update(CHANGE);
    store.use(NAME, OLD.guardian().encryption().thumbprint(), TestKeys.NOW);
    assertEquals("older-metadata", refusal(() -> update(CHANGE)));
    assertEquals(OLD.guardian().signing(), store.get(NAME).guardian().signing());
  }

  @Test
  void anImportDoesNotBringReplacedKeysBack() throws Exception {
    update(CHANGE);
    GuardianEntry replayed = GuardianStoreTest.entry(OLD);
    assertEquals("older-metadata", refusal(() -> store.add(replayed, Placement.REPLACE)));
    assertEquals(NEW.guardian().signing(), store.get(NAME).guardian().signing());
  }

  @Test
  void nothingButThatProfileConfirms() throws Exception {
    byte[] digest = NEW.guardian().encryption().thumbprint().bytes();
    assertTrue(confirmedBy(issued(OLD, NEW, USE, DIGEST, digest)));
    assertFalse(confirmedBy(issued(OLD, NEW, CertificateMaker.ARC + ".1", DIGEST, digest)));
    assertFalse(confirmedBy(issued(OLD, NEW, USE, CertificateMaker.ARC + ".3", digest)));
    assertFalse(confirmedBy(issued(OLD, NEW, USE, DIGEST, new byte[32])));
    assertFalse(confirmedBy(issued(OLD, ATTACKER, USE, DIGEST, digest)));
    assertFalse(confirmedBy(issued(ATTACKER, NEW, USE, DIGEST, digest)));
  }

  @Test
  void aConfirmationIsNoListedKey() throws Exception {
    update(CHANGE);
    assertEquals(List.of(), store.get(NAME).history().listed());
    assertEquals(List.of(), store.get(NAME).guardian().otherSigning());
  }

  @Test
  void aPinOfWhoSignedForAKnownGuardianTakesNoName() throws Exception {
    GuardianMetadata signed = TestKeys.signedBy(ATTACKER, OLD);
    TrustRequest pin = TrustRequest.pinned(ATTACKER.guardian().signing().thumbprint());
    GuardianName other = TestKeys.name("attacker");
    GuardianEntry entry =
        new GuardianEntry(TrustDecider.trust(signed, other, pin, TestKeys.NOW), signed);
    assertEquals("known-under-another-name", refusal(() -> store.add(entry, Placement.NEW)));
  }

  @Test
  void aLetterThatOnlyLooksLikeAnotherIsNoSubject() {
    GuardianCertificate kelvin =
        TestKeys.selfSigned(TestKeys.pair(6), Wish.of("\u212aeyward", TestKeys.SIGNS));
    assertFalse(kelvin.hasSubject("Keyward"));
    assertFalse(kelvin.hasSubject("CN=keyward"));
  }

  private StoredGuardian update(GuardianMetadata metadata) throws Exception {
    return store.update(NAME, metadata, UpdateRequest.NOTHING, TestKeys.NOW);
  }

  /** Over the new signing key, with a grant of it to the attacker as its encryption certificate. */
  private static GuardianMetadata withBorrowedEncryption(List<GuardianCertificate> others)
      throws KeywardException {
    MetadataForge forge = forge(others);
    forge.encryption = TestKeys.selfSigned(TestKeys.pair(6), Wish.of("a", TestKeys.BOTH));
    forge.encryptionSignature = MetadataForge.signature(NEW.signing().key(), forge.encryption);
    return GuardianMetadata.parse(forge.write(), "test");
  }

  private static boolean confirmedBy(GuardianCertificate certificate) throws KeywardException {
    return GuardianMetadata.parse(forge(List.of(certificate)).write(), "test").isOfItsSigner();
  }

  /** What the former key signs. */
  private static MetadataForge forge(List<GuardianCertificate> others) throws KeywardException {
    MetadataForge forge = new MetadataForge(NEW);
    forge.others = others;
    forge.signer = OLD.signing().key();
    forge.keyInfo = List.of(OLD.guardian().signing().x509());
    return forge;
  }

  private static GuardianCertificate issued(
      GuardianKeys over, GuardianKeys by, String use, String mark, byte[] content)
      throws KeywardException {
    GuardianCertificate issuer = by.guardian().signing();
    CertificateMaker.Issue issue =
        new CertificateMaker.Issue(
            "former",
            CertificateMaker.Use.SIGNING,
            issuer.notBefore(),
            issuer.notAfter(),
            new Purpose.ExtendedUse(use),
            Optional.of(new CertificateMaker.Mark(mark, content)));
    return GuardianCertificate.of(
        CertificateMaker.issued(
            over.guardian().signing().publicKey(),
            issue,
            new KeyEntry("issuer", by.signing().key(), issuer.x509()),
            CertificateMaker.Making.jdk(dev.keyward.internal.crypto.TestKeys.random(194))));
  }

  private static Document document(String name, GuardianMetadata metadata) {
    return new Document(List.of("known", name), TestKeys.name(name), metadata);
  }

  private static List<String> refused(FolderGuardians made) {
    return made.refused().stream().map(each -> each.document().name().toString()).toList();
  }

  private static String refusal(Executable call) {
    return assertThrows(KeywardException.class, call).fault().code();
  }
}
