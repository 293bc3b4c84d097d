package dev.keyward.guardian.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.MetadataForge;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.TestKeys.Wish;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.TrustDecision.Basis;
import dev.keyward.secret.Passphrase;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * What may add a key to a guardian of the store, and what never may. The victim has the pairs 0 and
 * 1; the attacker has 6 and 7, and the victim once granted to it, so that it holds the victim's
 * signatures over both its certificates.
 */
class KeyAdditionTest {

  private static final GuardianName NAME = TestKeys.name("hgs");
  private static final GuardianKeys VICTIM = TestKeys.guardian("hgs", 0, 1);
  private static final GuardianKeys ATTACKER = TestKeys.guardian("attacker", 6, 7);
  private static final KeyPair OWN = TestKeys.pair(0);

  @TempDir private Path folder;
  private GuardianStore store;

  @BeforeEach
  void theVictimIsKnown() throws Exception {
    store =
        GuardianStore.at(
            folder.resolve("store"),
            TestTools.of(engine(), dev.keyward.internal.crypto.TestKeys.random(190)));
    store.add(GuardianStoreTest.entry(VICTIM), Placement.NEW);
  }

  @Test
  void aBorrowedGrantSignatureAddsNoKey() throws Exception {
    // The grant signature over the attacker's signing certificate passes for one over an
    // encryption certificate; the attacker signs the document.
    MetadataForge forge = new MetadataForge(VICTIM);
    forge.encryption = TestKeys.selfSigned(TestKeys.pair(6), Wish.of("a", TestKeys.BOTH));
    forge.encryptionSignature = MetadataForge.signature(OWN.getPrivate(), forge.encryption);
    signedBy(forge, ATTACKER);
    refused("foreign-key", read(forge));
    refusedAtImport("foreign-signer", read(forge));
  }

  @Test
  void aDocumentOfAnotherGuardianAddsNoKey() throws Exception {
    refused("stranger", TestKeys.metadata(ATTACKER));
  }

  @Test
  void listingTheVictimAddsNoKey() throws Exception {
    GuardianCertificate own = VICTIM.guardian().signing();
    refused("stranger", TestKeys.metadata(TestKeys.guardian("a", 6, 7, List.of(own))));
  }

  @Test
  void aListedKeyAddsNoKey() throws Exception {
    GuardianCertificate listed = ATTACKER.guardian().signing();
    update(TestKeys.metadata(TestKeys.guardian("hgs", 0, 1, List.of(listed))));
    assertEquals(List.of(listed), history().listed());
    refused("stranger", TestKeys.metadata(ATTACKER));
  }

  @Test
  void aFormerKeyAddsNoKey() throws Exception {
    GuardianKeys second = TestKeys.guardian("hgs", 2, 3);
    update(TestKeys.successor(VICTIM, second));
    refused("stranger", TestKeys.successor(VICTIM, ATTACKER));
    refused("foreign-key", TestKeys.signedBy(VICTIM, ATTACKER));
    refused("stranger", TestKeys.metadata(TestKeys.guardian("hgs", 0, 4)));
    refusedOlder("stranger", TestKeys.metadata(TestKeys.guardian("hgs", 0, 4)));
  }

  @Test
  void aRetiredKeyAddsNoKey() throws Exception {
    update(TestKeys.successor(VICTIM, TestKeys.guardian("hgs", 2, 3)));
    store.retire(NAME, own().thumbprint(), false, TestKeys.NOW);
    refused("stranger", TestKeys.metadata(VICTIM));
    refusedOlder("stranger", TestKeys.metadata(TestKeys.guardian("hgs", 0, 4)));
    assertEquals(KeyState.RETIRED, history().signingKey(own()).orElseThrow().state());
  }

  @Test
  void theCurrentKeyAddsAnEncryptionKeyAndTheOldOneIsFormer() throws Exception {
    Guardian second = TestKeys.guardian("hgs", 0, 2).guardian();
    update(TestKeys.metadata(TestKeys.guardian("hgs", 0, 2)));
    assertEquals(KeyState.CURRENT, state(second.encryption()));
    assertEquals(KeyState.FORMER, state(VICTIM.guardian().encryption()));
  }

  @Test
  void theCurrentKeyVouchesForANewSigningKey() throws Exception {
    GuardianKeys second = TestKeys.guardian("hgs", 2, 3);
    refused("stranger", TestKeys.metadata(second));
    update(TestKeys.successor(VICTIM, second));
    assertEquals(KeyState.FORMER, history().signingKey(own()).orElseThrow().state());
    assertEquals(second.guardian().signing(), history().current().signing());
  }

  @Test
  void theCurrentKeyTakesOnNobodyElsesKeys() throws Exception {
    GuardianMetadata taken = TestKeys.signedBy(VICTIM, ATTACKER);
    refused("foreign-key", taken);
    refusedOlder("foreign-key", taken);
    UpdateRequest pin = pinned(own().thumbprint());
    assertEquals("foreign-key", refusal(() -> store.update(NAME, taken, pin, TestKeys.NOW)));
  }

  @Test
  void whatThatKeyListsOrGrantedConfirmsNothing() throws Exception {
    // Published and granted: it listed the signer's certificate, and signed it for a grant.
    MetadataForge forge = new MetadataForge(TestKeys.guardian("attacker", 6, 7, List.of(own())));
    forge.others = List.of(own());
    signedBy(forge, VICTIM);
    refused("foreign-key", read(forge));
    forge.encryption = TestKeys.selfSigned(OWN, Wish.of("hgs", TestKeys.BOTH));
    forge.encryptionSignature =
        MetadataForge.signature(TestKeys.pair(6).getPrivate(), forge.encryption);
    refused("foreign-key", read(forge));
  }

  @Test
  void aCertificateThatTheNewKeyIssuedForSomethingElseConfirmsNothing() throws Exception {
    MetadataForge forge = new MetadataForge(ATTACKER);
    forge.others =
        List.of(TestKeys.issue(OWN, Wish.of("host", TestKeys.SIGNS), TestKeys.pair(6), "attacker"));
    signedBy(forge, VICTIM);
    refused("foreign-key", read(forge));
  }

  @Test
  void aConfirmationCountsForItsTwoKeysAlone() throws Exception {
    GuardianKeys third = TestKeys.guardian("hgs", 2, 3);
    List<GuardianCertificate> confirmed = TestKeys.successor(VICTIM, third).otherSigning();
    MetadataForge forge = new MetadataForge(ATTACKER);
    forge.others = confirmed;
    signedBy(forge, VICTIM);
    refused("foreign-key", read(forge));
    MetadataForge thief = new MetadataForge(third);
    thief.others = confirmed;
    signedBy(thief, ATTACKER);
    refused("foreign-key", read(thief));
  }

  @Test
  void aPinAddsTheKeysOfADocumentOnlyIfItNamesTheSigner() throws Exception {
    GuardianKeys second = TestKeys.guardian("hgs", 2, 3);
    GuardianMetadata metadata = TestKeys.metadata(second);
    UpdateRequest wrong = pinned(own().thumbprint());
    assertEquals("pin-mismatch", refusal(() -> store.update(NAME, metadata, wrong, TestKeys.NOW)));
    MetadataForge forge = new MetadataForge(second);
    signedBy(forge, ATTACKER);
    UpdateRequest right = pinned(second.guardian().signing().thumbprint());
    assertEquals(
        "pin-mismatch", refusal(() -> store.update(NAME, read(forge), right, TestKeys.NOW)));
    StoredGuardian updated = store.update(NAME, metadata, right, TestKeys.NOW);
    assertEquals(Basis.PINNED, updated.trust().basis());
    assertEquals(second.guardian().signing(), updated.guardian().signing());
  }

  @Test
  void aDocumentThatAnotherSignedAddsCertificatesOfTheCurrentKeysOnly() throws Exception {
    MetadataForge same = new MetadataForge(VICTIM);
    signedBy(same, ATTACKER);
    assertEquals(VICTIM.guardian(), update(read(same)).guardian());
    MetadataForge other = new MetadataForge(TestKeys.guardian("hgs", 0, 2));
    signedBy(other, ATTACKER);
    refused("foreign-key", read(other));
  }

  @Test
  void olderMetadataChangesNothingThatIsCurrent() throws Exception {
    GuardianKeys second = TestKeys.guardian("hgs", 0, 2);
    update(TestKeys.metadata(second));
    refused("older-metadata", TestKeys.metadata(VICTIM));
    older(TestKeys.metadata(VICTIM));
    assertEquals(second.guardian().encryption(), history().current().encryption());
  }

  @Test
  void metadataWhoseCertificateBeginsEarlierIsOlder() throws Exception {
    Instant before = Instant.parse("2025-06-01T00:00:00Z");
    GuardianCertificate early =
        TestKeys.selfSigned(
            TestKeys.pair(2), Wish.of("hgs Encryption", TestKeys.ENCRYPTS).since(before));
    MetadataForge forge = new MetadataForge(VICTIM);
    forge.encryption = early;
    forge.encryptionSignature = MetadataForge.signature(OWN.getPrivate(), early);
    refused("older-metadata", read(forge));
    older(read(forge));
    assertEquals(KeyState.FORMER, state(early));
    assertEquals(VICTIM.guardian(), history().current());
  }

  @Test
  void olderMetadataDoesNotBringARetiredKeyBack() throws Exception {
    update(TestKeys.metadata(TestKeys.guardian("hgs", 0, 2)));
    store.retire(NAME, VICTIM.guardian().encryption().thumbprint(), true, TestKeys.NOW);
    refused("older-metadata", TestKeys.metadata(VICTIM));
    older(TestKeys.metadata(VICTIM));
    assertEquals(KeyState.RETIRED, state(VICTIM.guardian().encryption()));
  }

  @Test
  void anEncryptionKeyOfAnotherGuardianIsRefused() throws Exception {
    GuardianKeys other = TestKeys.guardian("other", 4, 5);
    store.add(GuardianStoreTest.entry(other), Placement.NEW);
    refused("encryption-key-claimed-twice", TestKeys.metadata(TestKeys.guardian("hgs", 0, 5)));
    refused("encryption-key-claimed-twice", TestKeys.metadata(TestKeys.guardian("hgs", 0, 4)));
    GuardianEntry third = GuardianStoreTest.entry(TestKeys.guardian("third", 6, 1));
    assertEquals("encryption-key-claimed-twice", refusal(() -> store.add(third, Placement.NEW)));
  }

  @Test
  void aSecondNameForAKeyIsWanted() throws Exception {
    GuardianEntry alias = GuardianStoreTest.entry(TestKeys.guardian("second-name", 0, 2));
    assertEquals("known-under-another-name", refusal(() -> store.add(alias, Placement.NEW)));
    store.add(alias, new Placement(false, true));
    assertEquals(2, store.list().size());
  }

  @Test
  void aSecondNameBringsNoReplacedKeyBack() throws Exception {
    update(TestKeys.successor(VICTIM, TestKeys.guardian("hgs", 2, 3)));
    GuardianEntry alias = GuardianStoreTest.entry(TestKeys.guardian("second-name", 0, 4));
    Placement wanted = new Placement(false, true);
    assertEquals("older-metadata", refusal(() -> store.add(alias, wanted)));
  }

  @Test
  void aKeyThatIsRetiredUnderOneNameAddsNothingUnderTheOther() throws Exception {
    GuardianName second = TestKeys.name("second-name");
    GuardianKeys same = TestKeys.guardian("second-name", 0, 1);
    store.add(GuardianStoreTest.entry(same), new Placement(false, true));
    GuardianMetadata renewed = TestKeys.successor(VICTIM, TestKeys.guardian("hgs", 2, 3));
    update(renewed);
    store.retire(NAME, own().thumbprint(), true, TestKeys.NOW);
    GuardianMetadata forged = TestKeys.successor(VICTIM, ATTACKER);
    UpdateRequest nothing = UpdateRequest.NOTHING;
    assertEquals(
        "older-metadata", refusal(() -> store.update(second, forged, nothing, TestKeys.NOW)));
    store.update(second, renewed, nothing, TestKeys.NOW);
  }

  @Test
  void olderMetadataOfWhatIsKnownLeavesItsPrivateKeys() throws Exception {
    GuardianKeys mine = TestKeys.guardian("mine", 4, 5);
    GuardianEntry entry = GuardianStoreTest.entry(mine);
    store.add(entry, mine, Passphrase.copyOf("right".toCharArray()), Placement.NEW);
    UpdateRequest older = new UpdateRequest(Optional.empty(), true);
    store.update(TestKeys.name("mine"), entry.metadata(), older, TestKeys.NOW);
    assertTrue(store.get(TestKeys.name("mine")).hasKeys());
  }

  @Test
  void anImportOverTheSameSigningKeyForgetsNoRetiredKey() throws Exception {
    update(TestKeys.metadata(TestKeys.guardian("hgs", 0, 2)));
    store.retire(NAME, VICTIM.guardian().encryption().thumbprint(), true, TestKeys.NOW);
    GuardianEntry again = GuardianStoreTest.entry(TestKeys.guardian("hgs", 0, 2));
    store.add(again, Placement.REPLACE);
    assertEquals(KeyState.RETIRED, state(VICTIM.guardian().encryption()));
  }

  @Test
  void metadataSignedWithSha1AddsNoKeyWithoutAPin() throws Exception {
    MetadataForge forge = new MetadataForge(TestKeys.guardian("hgs", 0, 2));
    forge.method = MetadataForge.RSA_SHA1;
    GuardianMetadata metadata = GuardianMetadata.parsePinned(forge.write(), "test", engine());
    refused("sha1", metadata);
    store.update(NAME, metadata, pinned(metadata.signedBy().thumbprint()), TestKeys.NOW);
  }

  @Test
  void aKeyOfAnotherSizeIsANo() throws Exception {
    KeyPair large = TestKeys.generate(3072);
    GuardianCertificate certificate = TestKeys.selfSigned(large, Wish.of("large", TestKeys.SIGNS));
    MetadataForge forge = new MetadataForge(TestKeys.guardian("hgs", 2, 3));
    forge.signer = large.getPrivate();
    forge.keyInfo = List.of(certificate.x509());
    refused("foreign-key", read(forge));
  }

  private GuardianHistory history() throws Exception {
    return store.get(NAME).history();
  }

  private KeyState state(GuardianCertificate encryption) throws Exception {
    return history().encryptionKey(encryption).orElseThrow().state();
  }

  private StoredGuardian update(GuardianMetadata metadata) throws Exception {
    return store.update(NAME, metadata, UpdateRequest.NOTHING, TestKeys.NOW);
  }

  private void older(GuardianMetadata metadata) throws Exception {
    store.update(NAME, metadata, new UpdateRequest(Optional.empty(), true), TestKeys.NOW);
  }

  private void refused(String code, GuardianMetadata metadata) throws Exception {
    StoredGuardian before = store.get(NAME);
    assertEquals(code, refusal(() -> update(metadata)));
    assertEquals(before, store.get(NAME));
  }

  private void refusedOlder(String code, GuardianMetadata metadata) throws Exception {
    StoredGuardian before = store.get(NAME);
    assertEquals(code, refusal(() -> older(metadata)));
    assertEquals(before, store.get(NAME));
  }

  /** Neither the user's word nor a root makes it the victim's. */
  private static void refusedAtImport(String code, GuardianMetadata metadata) {
    TrustRequest word = new TrustRequest(Optional.empty(), List.of(), true, false);
    assertEquals(code, refusal(() -> TrustDecider.trust(metadata, NAME, word, TestKeys.NOW)));
    TrustRequest root = TrustRequest.under(List.of(metadata.signing(), metadata.encryption()));
    assertEquals(code, refusal(() -> TrustDecider.trust(metadata, NAME, root, TestKeys.NOW)));
  }

  private static UpdateRequest pinned(Thumbprint pin) {
    return new UpdateRequest(Optional.of(pin), false);
  }

  private static GuardianCertificate own() {
    return VICTIM.guardian().signing();
  }

  private static dev.keyward.crypto.RsaEngine engine() {
    return dev.keyward.crypto.RsaEngine.jdk();
  }

  private static void signedBy(MetadataForge forge, GuardianKeys signer) {
    forge.signer = signer.signing().key();
    forge.keyInfo = List.of(signer.guardian().signing().x509());
  }

  private static GuardianMetadata read(MetadataForge forge) throws KeywardException {
    return GuardianMetadata.parse(forge.write(), "test");
  }

  private static String refusal(Executable call) {
    return assertThrows(KeywardException.class, call).fault().code();
  }
}
