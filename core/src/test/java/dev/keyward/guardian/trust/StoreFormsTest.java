package dev.keyward.guardian.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.TestKeys.Wish;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of other versions of Keyward. */
class StoreFormsTest {

  private static final GuardianName NAME = TestKeys.name("hgs");
  private static final GuardianKeys KEYS = TestKeys.guardian("hgs", 0, 1);
  private static final int MOST = GuardianHistory.MOST_GENERATIONS;

  @TempDir private Path folder;
  private GuardianStore store;
  private Path publicFiles;

  @BeforeEach
  void oneIsThere() throws Exception {
    store =
        GuardianStore.at(
            folder.resolve("store"),
            TestTools.of(RsaEngine.jdk(), dev.keyward.internal.crypto.TestKeys.random(192)));
    store.add(GuardianStoreTest.entry(KEYS), Placement.NEW);
    publicFiles = recordFile().getParent();
  }

  @Test
  void aRecordOfANewerVersionIsNotTakenForADamagedOne() throws Exception {
    Path record = recordFile();
    String text = Files.readString(record);
    Files.writeString(record, text.replace("keyward.guardian/2", "keyward.guardian/3"));
    UnsupportedFormatException e =
        assertThrows(UnsupportedFormatException.class, () -> store.get(NAME));
    assertEquals("newer-store", e.fault().code());
    assertTrue(e.fault().hint().orElseThrow().contains("newer Keyward"));
    GuardianEntry again = GuardianStoreTest.entry(KEYS);
    assertThrows(UnsupportedFormatException.class, () -> store.add(again, Placement.REPLACE));
    assertTrue(Files.readString(record).startsWith("format=keyward.guardian/3"));
  }

  @Test
  void aRecordOfNoVersionIsDamaged() throws Exception {
    Path record = recordFile();
    String text = Files.readString(record);
    Files.writeString(record, text.replace("keyward.guardian/2", "keyward.guardian/x"));
    KeywardException e = assertThrows(KeywardException.class, () -> store.get(NAME));
    assertEquals("damaged-store", e.fault().code());
  }

  @Test
  void metadataOfOtherKeysIsNotHandedOn() throws Exception {
    Files.write(
        publicFiles.resolve("metadata.xml"),
        TestKeys.metadata(TestKeys.guardian("hgs", 0, 2)).bytes());
    KeywardException refused = assertThrows(KeywardException.class, () -> store.metadata(NAME));
    assertEquals("damaged-store", refused.fault().code());
  }

  @Test
  void theFirstFormIsReadAndBecomesTheSecondWhenItIsWritten() throws Exception {
    first(formerCertificates(2));
    StoredGuardian read = store.get(NAME);
    assertEquals(KEYS.guardian(), read.guardian());
    assertEquals(3, read.history().signingKeys().size());
    assertTrue(Files.readString(recordFile()).startsWith("format=keyward.guardian/1"));
    store.update(NAME, TestKeys.metadata(KEYS), UpdateRequest.NOTHING, TestKeys.NOW);
    assertTrue(Files.readString(recordFile()).startsWith("format=keyward.guardian/2"));
    assertEquals(3, store.get(NAME).history().signingKeys().size());
  }

  @Test
  void theOldestOfTooManyFormerKeysArePassedOver() throws Exception {
    List<GuardianCertificate> former = formerCertificates(MOST + 2);
    first(former);
    StoredGuardian read = store.get(NAME);
    assertEquals(MOST, read.history().signingKeys().size());
    assertEquals(3, read.passedOver());
    assertTrue(read.history().signingKey(former.get(2)).isEmpty());
    assertTrue(read.history().signingKey(former.get(3)).isPresent());
    store.update(NAME, TestKeys.metadata(KEYS), UpdateRequest.NOTHING, TestKeys.NOW);
    assertEquals(0, store.get(NAME).passedOver());
  }

  /** Of keys that nobody has: only their numbers differ. */
  private static List<GuardianCertificate> formerCertificates(int count) {
    List<GuardianCertificate> certificates = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      certificates.add(
          TestKeys.issue(
              TestKeys.publicOnly(number), Wish.of("old", TestKeys.SIGNS), TestKeys.pair(0), "x"));
    }
    return certificates;
  }

  /** Writes the record as the first version did. */
  private void first(List<GuardianCertificate> others) throws Exception {
    StringBuilder text = new StringBuilder("format=keyward.guardian/1\nname=hgs\n");
    for (String line : Files.readAllLines(recordFile(), StandardCharsets.US_ASCII)) {
      if (line.startsWith("generation.0.signature") || line.startsWith("generation.0.trust")) {
        text.append(line.substring("generation.0.".length())).append('\n');
      }
    }
    text.append("keys=false\nothers=").append(others.size()).append('\n');
    for (int number = 1; number <= others.size(); number++) {
      Files.write(publicFiles.resolve("other-" + number + ".cer"), others.get(number - 1).der());
    }
    Files.writeString(recordFile(), text.toString());
  }

  private Path recordFile() throws Exception {
    try (Stream<Path> files = Files.walk(store.directory())) {
      return files.filter(file -> file.endsWith("guardian.properties")).findFirst().orElseThrow();
    }
  }
}
