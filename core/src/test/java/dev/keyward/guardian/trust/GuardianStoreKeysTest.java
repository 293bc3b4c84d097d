package dev.keyward.guardian.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.BadPassphraseException;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.keyfile.ImportedKeys;
import dev.keyward.guardian.keyfile.KeyFiles;
import dev.keyward.guardian.keyfile.KeySource;
import dev.keyward.guardian.keyfile.LockedKeys;
import dev.keyward.guardian.keyfile.PfxEncryption;
import dev.keyward.internal.crypto.pkcs.FewRounds;
import dev.keyward.protector.TestGuardians;
import dev.keyward.secret.Passphrase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Each writing of keys costs two slow key derivations, so that there are few. */
class GuardianStoreKeysTest {

  private static final GuardianKeys KEYS = TestKeys.guardian("Owner", 0, 1);
  private static final GuardianName NAME = TestKeys.name("owner");

  @TempDir Path folder;
  private GuardianStore store;
  private final Passphrase right = Passphrase.copyOf("right".toCharArray());
  private final Passphrase wrong = Passphrase.copyOf("wrong".toCharArray());

  @BeforeEach
  void open() {
    store =
        GuardianStore.at(
            folder.resolve("store"),
            TestTools.of(RsaEngine.jdk(), dev.keyward.internal.crypto.TestKeys.random(107)));
  }

  @Test
  void keysComeBackUnderTheirPassphraseOnly() throws Exception {
    store.add(GuardianStoreTest.entry(KEYS), KEYS, right, Placement.NEW);
    assertTrue(store.get(NAME).hasKeys());
    GuardianKeys keys = store.unlock(NAME, right);
    assertEquals(KEYS.signing().key(), keys.signing().key());
    assertEquals(KEYS.opening().key(), keys.opening().key());
    assertEquals(KEYS.guardian(), keys.guardian());
    assertThrows(BadPassphraseException.class, () -> store.unlockSigning(NAME, wrong));
    assertThrows(BadPassphraseException.class, () -> store.unlock(NAME, wrong));
  }

  @Test
  void aGuardianWithoutKeysUnlocksNothing() throws Exception {
    store.add(GuardianStoreTest.entry(KEYS), Placement.NEW);
    assertFalse(store.get(NAME).hasKeys());
    NoAccessException e =
        assertThrows(NoAccessException.class, () -> store.unlockOpening(NAME, right));
    assertEquals("no-private-key", e.fault().code());
  }

  @Test
  void updateKeepsKeysThatStillFit() throws Exception {
    store.add(GuardianStoreTest.entry(KEYS), KEYS, right, Placement.NEW);
    GuardianKeys renewed = TestKeys.guardian("Owner", 0, 1);
    store.update(
        NAME, GuardianStoreTest.entry(renewed).metadata(), UpdateRequest.NOTHING, TestKeys.NOW);
    SigningKey unlocked = store.unlockSigning(NAME, right);
    assertEquals(renewed.guardian().signing(), unlocked.guardian().signing());
    GuardianKeys other = TestKeys.guardian("Owner", 0, 2);
    NoAccessException e =
        assertThrows(
            NoAccessException.class,
            () ->
                store.update(
                    NAME,
                    GuardianStoreTest.entry(other).metadata(),
                    UpdateRequest.NOTHING,
                    TestKeys.NOW));
    assertEquals("other-keys", e.fault().code());
  }

  private LockedKeys exported(PfxEncryption encryption) throws Exception {
    GuardianKeys keys = store.unlock(KEYS.guardian(), right);
    return KeyFiles.export(keys, right, encryption, TestGuardians.RANDOM);
  }

  @Test
  void exportedKeysAreReadAsAnImport() throws Exception {
    store.add(GuardianStoreTest.entry(KEYS), KEYS, right, Placement.NEW);
    LockedKeys exported = exported(PfxEncryption.TRIPLE_DES);
    ImportedKeys imported =
        ImportedKeys.read(
            new KeySource(exported.signing(), Optional.of(right), "signing.p12"),
            new KeySource(exported.encryption(), Optional.of(right), "encryption.p12"));
    assertEquals(KEYS.guardian(), imported.toKeys(NAME, RsaEngine.jdk()).guardian());
  }

  @Test
  void exportedKeysHaveAsManyIterationsAsDotnetTakes() throws Exception {
    store.add(GuardianStoreTest.entry(KEYS), KEYS, right, Placement.NEW);
    LockedKeys exported = FewRounds.withRealRounds(() -> exported(PfxEncryption.AES256));
    for (byte[] file : List.of(exported.signing(), exported.encryption())) {
      String hex = HexFormat.of().formatHex(file);
      // An INTEGER of 300,000 for the MAC and one for the key; of 600,000 none.
      assertEquals(3, hex.split("02030493e0", -1).length);
      assertFalse(hex.contains("02030927c0"));
    }
  }

  @Test
  void replacingWithoutKeysKeepsThem() throws Exception {
    store.add(GuardianStoreTest.entry(KEYS), KEYS, right, Placement.NEW);
    store.add(GuardianStoreTest.entry(KEYS), Placement.REPLACE);
    assertTrue(store.get(NAME).hasKeys());
    GuardianEntry other = GuardianStoreTest.entry(TestKeys.guardian("Owner", 2, 3));
    assertEquals("other-keys", refusal(() -> store.add(other, Placement.REPLACE)));
    assertEquals(KEYS.guardian(), store.unlock(NAME, right).guardian());
  }

  @Test
  void keysThatAreReplacedStayAsFormer() throws Exception {
    GuardianKeys fresh = TestKeys.guardian("Owner", 2, 3);
    store.add(GuardianStoreTest.entry(KEYS), KEYS, right, Placement.NEW);
    store.add(GuardianStoreTest.entry(fresh), fresh, right, Placement.REPLACE);
    assertEquals(fresh.guardian(), store.unlock(NAME, right).guardian());
    assertEquals(KEYS.guardian(), store.unlock(KEYS.guardian(), right).guardian());
    assertEquals(2, store.get(NAME).withKeys().size());
  }

  @Test
  void anotherPassphraseThanThatOfTheKeysThatStayIsRefused() throws Exception {
    GuardianKeys fresh = TestKeys.guardian("Owner", 2, 3);
    store.add(GuardianStoreTest.entry(KEYS), KEYS, right, Placement.NEW);
    assertThrows(
        BadPassphraseException.class,
        () -> store.add(GuardianStoreTest.entry(fresh), fresh, wrong, Placement.REPLACE));
    assertEquals(KEYS.guardian(), store.unlock(NAME, right).guardian());
  }

  @Test
  void newKeysKeepTheOldPairAndOnePassphraseOpensAll() throws Exception {
    GuardianKeys fresh = TestKeys.guardian("Owner", 0, 2);
    store.add(GuardianStoreTest.entry(KEYS), KEYS, right, Placement.NEW);
    store.renew(GuardianStoreTest.entry(fresh), fresh, right, TestKeys.NOW);
    store.changePassphrase(NAME, right, wrong);
    assertEquals(fresh.guardian(), store.unlock(NAME, wrong).guardian());
    assertEquals(KEYS.guardian(), store.unlockOpening(KEYS.guardian(), wrong).guardian());
    assertThrows(BadPassphraseException.class, () -> store.unlock(KEYS.guardian(), right));
  }

  @Test
  void aFormerPairIsUsedAgainWithItsKeys() throws Exception {
    GuardianKeys fresh = TestKeys.guardian("Owner", 2, 3);
    store.add(GuardianStoreTest.entry(KEYS), KEYS, right, Placement.NEW);
    store.renew(GuardianStoreTest.entry(fresh), fresh, right, TestKeys.NOW);
    store.use(NAME, KEYS.guardian().encryption().thumbprint(), TestKeys.NOW);
    assertEquals(KEYS.guardian(), store.unlock(NAME, right).guardian());
    assertEquals(fresh.guardian(), store.unlock(fresh.guardian(), right).guardian());
    assertArrayEquals(GuardianStoreTest.entry(KEYS).metadata().bytes(), store.metadata(NAME));
  }

  @Test
  void aPairWithoutKeysDoesNotTakeThePlaceOfOneWithKeys() throws Exception {
    GuardianKeys older = TestKeys.guardian("Owner", 0, 2);
    store.add(GuardianStoreTest.entry(KEYS), KEYS, right, Placement.NEW);
    store.update(
        NAME,
        GuardianStoreTest.entry(older).metadata(),
        new UpdateRequest(Optional.empty(), true),
        TestKeys.NOW);
    assertEquals(
        "no-private-key",
        refusal(() -> store.use(NAME, older.guardian().encryption().thumbprint(), TestKeys.NOW)));
  }

  @Test
  void aDamagedGuardianWithKeysIsNotReplaced() throws Exception {
    store.add(GuardianStoreTest.entry(KEYS), KEYS, right, Placement.NEW);
    Files.delete(store.directory().resolve("guardians/owner/current"));
    assertEquals(
        "damaged-store",
        refusal(() -> store.add(GuardianStoreTest.entry(KEYS), Placement.REPLACE)));
  }

  private static String refusal(Executable call) {
    return assertThrows(KeywardException.class, call).fault().code();
  }
}
