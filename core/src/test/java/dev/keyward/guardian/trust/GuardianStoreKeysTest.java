package dev.keyward.guardian.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.BadPassphraseException;
import dev.keyward.NoAccessException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.keyfile.ImportedKeys;
import dev.keyward.guardian.keyfile.KeySource;
import dev.keyward.guardian.keyfile.LockedKeys;
import dev.keyward.guardian.keyfile.PfxEncryption;
import dev.keyward.secret.Passphrase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
    store.add(GuardianStoreTest.entry(KEYS), KEYS, right, false);
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
    store.add(GuardianStoreTest.entry(KEYS), false);
    assertFalse(store.get(NAME).hasKeys());
    NoAccessException e =
        assertThrows(NoAccessException.class, () -> store.unlockOpening(NAME, right));
    assertEquals("no-private-key", e.fault().code());
  }

  @Test
  void updateKeepsKeysThatStillFit() throws Exception {
    store.add(GuardianStoreTest.entry(KEYS), KEYS, right, false);
    GuardianKeys renewed = TestKeys.guardian("Owner", 0, 1);
    store.update(NAME, GuardianStoreTest.entry(renewed).metadata(), TestKeys.NOW);
    SigningKey unlocked = store.unlockSigning(NAME, right);
    assertEquals(renewed.guardian().signing(), unlocked.guardian().signing());
    GuardianKeys other = TestKeys.guardian("Owner", 0, 2);
    NoAccessException e =
        assertThrows(
            NoAccessException.class,
            () -> store.update(NAME, GuardianStoreTest.entry(other).metadata(), TestKeys.NOW));
    assertEquals("other-keys", e.fault().code());
  }

  @Test
  void exportedKeysAreReadAsAnImport() throws Exception {
    store.add(GuardianStoreTest.entry(KEYS), KEYS, right, false);
    LockedKeys exported = store.exportKeys(NAME, right, PfxEncryption.TRIPLE_DES);
    ImportedKeys imported =
        ImportedKeys.read(
            new KeySource(exported.signing(), Optional.of(right), "signing.p12"),
            new KeySource(exported.encryption(), Optional.of(right), "encryption.p12"));
    assertEquals(KEYS.guardian(), imported.toKeys(NAME, RsaEngine.jdk()).guardian());
  }

  @Test
  void exportedKeysHaveAsManyIterationsAsDotnetTakes() throws Exception {
    store.add(GuardianStoreTest.entry(KEYS), KEYS, right, false);
    LockedKeys exported = store.exportKeys(NAME, right, PfxEncryption.AES256);
    for (byte[] file : List.of(exported.signing(), exported.encryption())) {
      String hex = HexFormat.of().formatHex(file);
      // An INTEGER of 300,000 for the MAC and one for the key; of 600,000 none.
      assertEquals(3, hex.split("02030493e0", -1).length);
      assertFalse(hex.contains("02030927c0"));
    }
  }

  @Test
  void replacingWithoutKeysRemovesThem() throws Exception {
    store.add(GuardianStoreTest.entry(KEYS), KEYS, right, false);
    store.add(GuardianStoreTest.entry(KEYS), true);
    assertFalse(store.get(NAME).hasKeys());
    try (var all = Files.walk(store.directory())) {
      assertFalse(all.anyMatch(path -> path.toString().endsWith(".p12")));
    }
  }
}
