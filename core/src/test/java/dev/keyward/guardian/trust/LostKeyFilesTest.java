package dev.keyward.guardian.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.MalformedInputException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore left key files out: to take the keys again loses nothing that the store knew. */
class LostKeyFilesTest {

  private static final GuardianName NAME = TestKeys.name("hgs");
  private static final GuardianKeys OLD = TestKeys.guardian("hgs", 0, 1);
  private static final GuardianKeys RENEWED = TestKeys.guardian("hgs", 0, 2);
  private static final Thumbprint STOLEN = OLD.guardian().encryption().thumbprint();

  @TempDir private Path folder;
  private final Passphrase passphrase = Passphrase.copyOf("test-only".toCharArray());
  private GuardianStore store;

  @BeforeEach
  void aKeyIsCompromised() throws Exception {
    store =
        GuardianStore.at(
            folder.resolve("store"),
            TestTools.of(RsaEngine.jdk(), dev.keyward.internal.crypto.TestKeys.random(197)));
    store.add(GuardianStoreTest.entry(OLD), OLD, passphrase, Placement.NEW);
    store.renew(GuardianStoreTest.entry(RENEWED), RENEWED, passphrase, TestKeys.NOW);
    store.retire(NAME, STOLEN, true, TestKeys.NOW);
  }

  private List<Path> keyFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".p12")).sorted().toList();
    }
  }

  private StoredGuardian takenAgain() throws Exception {
    return store.add(GuardianStoreTest.entry(RENEWED), RENEWED, passphrase, Placement.REPLACE);
  }

  @Test
  void whatWasCompromisedStaysSoWhenTheKeysAreTakenAgain() throws Exception {
    for (Path file : keyFiles()) {
      Files.delete(file);
    }
    assertEquals(4, store.keyFiles(NAME).missing().size());
    assertFalse(store.keyFiles(NAME).current());
    GuardianHistory history = takenAgain().history();
    assertEquals(
        KeyState.RETIRED, history.encryptionKey(OLD.guardian().encryption()).orElseThrow().state());
    assertEquals(1, history.compromised().size());
    assertTrue(store.keyFiles(NAME).current());
    store.unlock(NAME, passphrase);
  }

  @Test
  void certificatesAloneForgetNothingEither() throws Exception {
    for (Path file : keyFiles()) {
      Files.delete(file);
    }
    StoredGuardian stored = store.add(GuardianStoreTest.entry(RENEWED), Placement.REPLACE);
    assertEquals(1, stored.history().compromised().size());
    assertEquals(List.of(), store.keyFiles(NAME).missing());
  }

  @Test
  void theOtherHalfOfAPairIsNotThrownAway() throws Exception {
    List<Path> files = keyFiles();
    Files.delete(files.get(0));
    assertEquals(1, store.keyFiles(NAME).missing().size());
    assertThrows(MalformedInputException.class, this::takenAgain);
    assertEquals(files.subList(1, files.size()), keyFiles());
  }
}
