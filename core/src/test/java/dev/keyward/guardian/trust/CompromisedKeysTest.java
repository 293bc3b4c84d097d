package dev.keyward.guardian.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.KnownKey;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.known.Holders;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.known.NamedGuardian;
import dev.keyward.protector.part.Identity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a store knows as compromised stays so, under any name. The guardian has the pairs 0 and 2;
 * somebody else may have its former encryption key 1. Another guardian with 6 and 7 takes its name.
 */
class CompromisedKeysTest {

  private static final GuardianName NAME = TestKeys.name("hgs");
  private static final GuardianKeys OLD = TestKeys.guardian("hgs", 0, 1);
  private static final GuardianKeys RENEWED = TestKeys.guardian("hgs", 0, 2);
  private static final GuardianKeys OTHER = TestKeys.guardian("hgs", 6, 7);
  private static final GuardianCertificate STOLEN = OLD.guardian().encryption();

  @TempDir private Path folder;
  private GuardianStore store;

  @BeforeEach
  void aKeyIsCompromised() throws Exception {
    store =
        GuardianStore.at(
            folder.resolve("store"),
            TestTools.of(RsaEngine.jdk(), dev.keyward.internal.crypto.TestKeys.random(191)));
    store.add(GuardianStoreTest.entry(OLD), Placement.NEW);
    store.update(NAME, TestKeys.metadata(RENEWED), UpdateRequest.NOTHING, TestKeys.NOW);
    store.retire(NAME, STOLEN.thumbprint(), true, TestKeys.NOW);
  }

  @Test
  void anotherGuardianUnderTheSameNameForgetsNone() throws Exception {
    replaced();
    GuardianHistory history = store.get(NAME).history();
    assertEquals(List.of(STOLEN), certificates(history.inherited()));
    assertTrue(history.encryptionKey(STOLEN).isEmpty());
    store.add(GuardianStoreTest.entry(TestKeys.guardian("hgs", 4, 5)), Placement.REPLACE);
    assertEquals(List.of(STOLEN), certificates(store.get(NAME).history().inherited()));
  }

  @Test
  void nobodyTakesSuchAKeyOn() throws Exception {
    replaced();
    GuardianEntry third = GuardianStoreTest.entry(TestKeys.guardian("third", 4, 1));
    assertEquals("retired-key", refusal(() -> store.add(third, Placement.NEW)));
    GuardianEntry again = GuardianStoreTest.entry(TestKeys.guardian("hgs", 4, 1));
    assertEquals("retired-key", refusal(() -> store.add(again, Placement.REPLACE)));
    for (boolean older : new boolean[] {false, true}) {
      UpdateRequest request = new UpdateRequest(Optional.empty(), older);
      assertEquals(
          "retired-key",
          refusal(
              () ->
                  store.update(
                      NAME,
                      TestKeys.metadata(TestKeys.guardian("hgs", 6, 1)),
                      request,
                      TestKeys.NOW)));
    }
  }

  @Test
  void aPinOfACompromisedSignerAddsNothing() throws Exception {
    GuardianKeys third = TestKeys.guardian("hgs", 4, 5);
    store.update(NAME, TestKeys.successor(RENEWED, third), UpdateRequest.NOTHING, TestKeys.NOW);
    Thumbprint stolen = RENEWED.guardian().signing().thumbprint();
    store.retire(NAME, stolen, true, TestKeys.NOW);
    UpdateRequest pin = new UpdateRequest(Optional.of(stolen), false);
    assertEquals(
        "retired-key",
        refusal(() -> store.update(NAME, TestKeys.successor(RENEWED, OTHER), pin, TestKeys.NOW)));
  }

  @Test
  void theOperatorCanTakeItBack() throws Exception {
    replaced();
    store.restore(NAME, STOLEN.keyThumbprint());
    assertTrue(store.get(NAME).history().inherited().isEmpty());
  }

  @Test
  void aFolderThatHasTheOldGuardianAgainDoesNotMakeItUnlisted() throws Exception {
    replaced();
    Holders holders = holders(RENEWED, RENEWED.guardian().signing());
    Identity.Known known = assertInstanceOf(Identity.Known.class, holders.identity());
    assertEquals("old", known.name());
    assertEquals(KeyState.RETIRED, known.by());
    assertTrue(known.compromised());
    assertTrue(holders.both().isEmpty());
  }

  @Test
  void aWrappingOfAnUnknownSignerIsCompromisedToo() throws Exception {
    replaced();
    Holders holders = holders(OTHER, TestKeys.guardian("unknown", 4, 5).guardian().signing());
    Identity.Known known = assertInstanceOf(Identity.Known.class, holders.identity());
    assertEquals("hgs", known.name());
    assertTrue(known.compromised());
    assertTrue(holders.either().contains("hgs"));
  }

  private void replaced() throws Exception {
    store.add(GuardianStoreTest.entry(OTHER), Placement.REPLACE);
  }

  /** Of a wrapping for the stolen key, where a folder knows a guardian too. */
  private Holders holders(GuardianKeys inFolder, GuardianCertificate signer) throws Exception {
    NamedGuardian stored = NamedGuardian.stored(store.get(NAME).history(), false);
    NamedGuardian named =
        new NamedGuardian(
            GuardianHistory.of(inFolder.guardian()),
            List.of("known", "old"),
            NamedGuardian.Origin.FOLDER);
    return KnownGuardians.none().withNamed(List.of(stored, named)).holders(signer, STOLEN, false);
  }

  private static List<GuardianCertificate> certificates(List<KnownKey> keys) {
    return keys.stream().map(KnownKey::certificate).toList();
  }

  private static String refusal(Executable call) {
    return assertThrows(KeywardException.class, call).fault().code();
  }
}
