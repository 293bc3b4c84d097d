package dev.keyward.guardian.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.KeywardException;
import dev.keyward.NotTrustedException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.KnownKey;
import dev.keyward.guardian.MetadataForge;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.TestKeys.Wish;
import dev.keyward.guardian.metadata.GuardianMetadata;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("windows")
public class GuardianStoreTest {

  private static final GuardianKeys KEYS = TestKeys.guardian("Hoster", 0, 1);
  private static final GuardianEntry ENTRY = entry(KEYS);

  @TempDir Path folder;
  private GuardianStore store;

  @BeforeEach
  void open() {
    store =
        GuardianStore.at(
            folder.resolve("store"),
            TestTools.of(RsaEngine.jdk(), dev.keyward.internal.crypto.TestKeys.random(108)));
  }

  static GuardianEntry entry(GuardianKeys keys) {
    return TestTrust.entry(keys.guardian(), TestKeys.metadata(keys));
  }

  @Test
  void nothingIsCreatedByReading() throws Exception {
    assertEquals(List.of(), store.list());
    assertEquals(Optional.empty(), store.find(TestKeys.name("Hoster")));
    assertFalse(Files.exists(store.directory()));
  }

  @Test
  void givesBackWhatWasAdded() throws Exception {
    GuardianCertificate other = TestKeys.guardian("Old", 2, 1).guardian().signing();
    GuardianEntry entry = entry(TestKeys.guardian("Hoster", 0, 1, List.of(other)));
    store.add(entry, Placement.NEW);
    StoredGuardian expected = StoredGuardian.of(entry.trusted(), false);
    assertEquals(List.of(expected), store.list());
    assertEquals(expected, store.get(TestKeys.name("Hoster")));
    assertArrayEquals(entry.metadata().bytes(), store.metadata(TestKeys.name("Hoster")));
  }

  @Test
  void listsInTheOrderOfNames() throws Exception {
    store.add(entry(TestKeys.guardian("beta", 0, 1)), Placement.NEW);
    store.add(entry(TestKeys.guardian("Alpha", 2, 3)), Placement.NEW);
    assertEquals(List.of("Alpha", "beta"), names());
  }

  @Test
  void namesDifferInMoreThanCase() throws Exception {
    store.add(ENTRY, Placement.NEW);
    GuardianEntry shouting = entry(TestKeys.guardian("HOSTER", 2, 3));
    assertThrows(FileAlreadyExistsException.class, () -> store.add(shouting, Placement.NEW));
    assertEquals(ENTRY.guardian(), store.get(TestKeys.name("hOsTeR")).guardian());
  }

  @Test
  void replacesWhereAsked() throws Exception {
    store.add(ENTRY, Placement.NEW);
    GuardianEntry other = entry(TestKeys.guardian("HOSTER", 2, 3));
    store.add(other, Placement.REPLACE);
    assertEquals(List.of("HOSTER"), names());
    assertEquals(other.guardian(), store.get(TestKeys.name("hoster")).guardian());
    assertEquals(2, entries(guardianFolder()).size(), "one generation and the pointer");
  }

  @Test
  void removesAGuardian() throws Exception {
    store.add(ENTRY, Placement.NEW);
    store.remove(TestKeys.name("hoster"));
    assertEquals(List.of(), store.list());
    assertEquals(List.of(), entries(store.directory().resolve("guardians")));
  }

  @Test
  void saysThatAGuardianIsUnknown() {
    GuardianName name = TestKeys.name("nobody");
    for (Act act : List.<Act>of(store::get, store::metadata, store::remove)) {
      NotTrustedException e = assertThrows(NotTrustedException.class, () -> act.on(name));
      assertEquals("unknown-guardian", e.fault().code());
    }
    assertFalse(Files.exists(store.directory()));
  }

  @Test
  void everythingIsItsOwnersOnly() throws Exception {
    store.add(ENTRY, Placement.NEW);
    assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix"),
        "SKIPPED: no POSIX permissions here");
    try (Stream<Path> all = Files.walk(store.directory())) {
      for (Path path : all.toList()) {
        String expected = Files.isDirectory(path) ? "rwx------" : "rw-------";
        String found = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        assertEquals(expected, found, path.toString());
      }
    }
  }

  @Test
  void theNextWriterClearsAwayWhatAKilledOneLeft() throws Exception {
    store.add(ENTRY, Placement.NEW);
    Path guardians = store.directory().resolve("guardians");
    Files.createDirectories(guardians.resolve(".keyward-new-0123456789abcdef/x"));
    Files.createDirectories(guardians.resolve(".keyward-removed-0123456789abcdef"));
    Files.createDirectories(guardianFolder().resolve("0123456789abcdef/private"));
    Files.writeString(guardianFolder().resolve(".keyward-1-1.tmp"), "x");
    assertEquals(List.of("Hoster"), names());
    store.add(entry(TestKeys.guardian("other", 2, 3)), Placement.NEW);
    assertEquals(2, entries(guardians).size());
    assertEquals(2, entries(guardianFolder()).size());
  }

  @Test
  void aWriterRemovesNothingWhereThePointerNamesNothing() throws Exception {
    store.add(ENTRY, Placement.NEW);
    Path pointer = guardianFolder().resolve("current");
    String whole = Files.readString(pointer);
    Files.writeString(pointer, "0123456789abcdef\n");
    store.add(entry(TestKeys.guardian("other", 2, 3)), Placement.NEW);
    Files.writeString(pointer, whole);
    assertEquals(List.of("Hoster", "other"), names());
  }

  @Test
  void foreignFilesAreLeftAlone() throws Exception {
    store.add(ENTRY, Placement.NEW);
    Path guardians = store.directory().resolve("guardians");
    Files.writeString(guardians.resolve("README"), "x");
    Files.createDirectory(guardians.resolve("not a name"));
    Files.writeString(guardianFolder().resolve("notes.txt"), "x");
    store.add(ENTRY, Placement.REPLACE);
    assertEquals(List.of("Hoster"), names());
    assertTrue(Files.exists(guardianFolder().resolve("notes.txt")));
    assertTrue(Files.exists(guardians.resolve("not a name")));
  }

  @Test
  void aDamagedGuardianIsNamed() throws Exception {
    store.add(ENTRY, Placement.NEW);
    Path generation = generation();
    Files.delete(generation.resolve("public/signing.cer"));
    damaged("signing.cer");
    Files.writeString(generation.resolve("public/signing.cer"), "x");
    damaged("signing.cer");
    Files.writeString(generation.resolve("public/guardian.properties"), "format=\\u00");
    damaged("guardian.properties");
    Files.writeString(generation.resolve("public/guardian.properties"), "format=other");
    damaged("guardian.properties");
    Files.writeString(guardianFolder().resolve("current"), "../../../etc");
    damaged("hoster");
    Files.delete(guardianFolder().resolve("current"));
    damaged("hoster");
  }

  @Test
  void aRecordThatLacksALineIsDamaged() throws Exception {
    store.add(ENTRY, Placement.NEW);
    Path record = generation().resolve("public/guardian.properties");
    List<String> whole = Files.readAllLines(record);
    List<String> names =
        List.of(
            "name",
            "generations",
            "generation.0.signature.algorithm",
            "generation.0.signature.value",
            "generation.0.trust.basis",
            "signing.0.state");
    for (String name : names) {
      List<String> left = whole.stream().filter(line -> !line.startsWith(name + "=")).toList();
      assertEquals(whole.size() - 1, left.size());
      Files.write(record, left);
      damaged("guardian.properties");
    }
  }

  @Test
  void aDamagedGuardianCanBeReplaced() throws Exception {
    store.add(ENTRY, Placement.NEW);
    Files.delete(guardianFolder().resolve("current"));
    store.add(ENTRY, Placement.REPLACE);
    assertEquals(ENTRY.guardian(), store.get(TestKeys.name("hoster")).guardian());
  }

  @Test
  void aDamagedGuardianCanBeRemoved() throws Exception {
    store.add(ENTRY, Placement.NEW);
    Files.delete(guardianFolder().resolve("current"));
    store.remove(TestKeys.name("hoster"));
    assertEquals(List.of(), store.list());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void symbolicLinksAreNamedAndNotFollowed() throws Exception {
    store.add(ENTRY, Placement.NEW);
    Path guardians = store.directory().resolve("guardians");
    Files.createSymbolicLink(guardians.resolve("loop"), guardians.resolve("loop"));
    damaged("loop");
    store.remove(TestKeys.name("loop"));
    Files.createSymbolicLink(guardians.resolve("alias"), guardianFolder());
    damaged("alias");
  }

  @Test
  void updateTakesTheSameSigningKeyAndKeepsTheOldCertificate() throws Exception {
    store.add(ENTRY, Placement.NEW);
    GuardianKeys renewed = TestKeys.guardian("x", 0, 2);
    StoredGuardian updated = update(entry(renewed).metadata());
    assertEquals("Hoster", updated.guardian().name().toString());
    assertEquals(renewed.guardian().signing(), updated.guardian().signing());
    assertEquals(renewed.guardian().encryption(), updated.guardian().encryption());
    assertEquals(
        List.of(renewed.guardian().signing(), KEYS.guardian().signing()),
        updated.history().signingKeys().get(0).certificates());
    assertEquals(updated, store.get(TestKeys.name("hoster")));
  }

  @Test
  void updateTakesANewSigningKeyThatTheOldOneSignedAndThatConfirmsIt() throws Exception {
    store.add(ENTRY, Placement.NEW);
    GuardianKeys fresh = TestKeys.guardian("x", 2, 3);
    StoredGuardian updated = update(TestKeys.successor(KEYS, fresh));
    assertEquals(fresh.guardian().signing(), updated.guardian().signing());
    KnownKey old = updated.history().signingKey(KEYS.guardian().signing()).orElseThrow();
    assertEquals(KeyState.FORMER, old.state());
  }

  @Test
  void updateRefusesAStranger() throws Exception {
    store.add(ENTRY, Placement.NEW);
    NotTrustedException e =
        assertThrows(
            NotTrustedException.class,
            () -> update(entry(TestKeys.guardian("Hoster", 2, 3)).metadata()));
    assertEquals("stranger", e.fault().code());
    assertEquals(ENTRY.guardian(), store.get(TestKeys.name("hoster")).guardian());
  }

  @Test
  void updateRefusesExpiredCertificates() throws Exception {
    store.add(ENTRY, Placement.NEW);
    Instant past = Instant.parse("2026-02-01T00:00:00Z");
    GuardianCertificate expired =
        TestKeys.selfSigned(TestKeys.pair(1), Wish.of("e", TestKeys.ENCRYPTS).until(past));
    MetadataForge forge = new MetadataForge(KEYS);
    forge.encryption = expired;
    forge.encryptionSignature = MetadataForge.signature(KEYS.signing().key(), expired);
    GuardianMetadata metadata = GuardianMetadata.parse(forge.write(), "test");
    NotTrustedException e = assertThrows(NotTrustedException.class, () -> update(metadata));
    assertEquals("expired", e.fault().code());
  }

  private StoredGuardian update(GuardianMetadata metadata) throws Exception {
    return store.update(TestKeys.name("hoster"), metadata, UpdateRequest.NOTHING, TestKeys.NOW);
  }

  private void damaged(String place) {
    KeywardException e = assertThrows(KeywardException.class, store::list);
    assertTrue(e.getMessage().contains(place), e.getMessage());
  }

  private List<String> names() throws IOException, KeywardException {
    return store.list().stream().map(stored -> stored.guardian().name().toString()).toList();
  }

  private Path guardianFolder() {
    return store.directory().resolve("guardians/hoster");
  }

  private Path generation() throws IOException {
    return guardianFolder().resolve(Files.readString(guardianFolder().resolve("current")).strip());
  }

  private static List<Path> entries(Path of) throws IOException {
    try (Stream<Path> entries = Files.list(of)) {
      return entries.toList();
    }
  }

  private interface Act {
    void on(GuardianName name) throws IOException, KeywardException;
  }
}
