package dev.keyward.hgs.folder;

import static dev.keyward.hgs.TestHgs.NOW;
import static dev.keyward.hgs.TestHgs.RANDOM;
import static dev.keyward.hgs.TestHgs.name;
import static dev.keyward.hgs.TestHgs.passphrase;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.BadPassphraseException;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.NoAccessException;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.KnownKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.hgs.TestHgs;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.secret.Passphrase;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a service: what it keeps, how it changes, who may read it. */
@Tag("windows")
class HgsFolderTest {

  @TempDir Path directory;
  private HgsFolder folder;

  @BeforeEach
  void create() throws Exception {
    folder = new TestHgs(directory.resolve("hgs")).folder;
    folder.changeHosts(service -> service.without(name("host-1")));
  }

  private Thumbprint primary(CertificateUse use) throws Exception {
    return folder.describe().primary(use).orElseThrow().certificate().thumbprint();
  }

  private HgsCertificate add(CertificateUse use, boolean primary) throws Exception {
    return folder.add(
        new HgsPlan(name("datacenter-hgs"), 2048, 100),
        use,
        primary,
        new HgsFolder.Unlocking(passphrase(), NOW));
  }

  private static RegisteredHost host(String name) throws KeywardException {
    return new RegisteredHost(name(name), TestHgs.publicKey(Rsa.generate(2048, RANDOM)));
  }

  @Test
  void aNewServiceHasAPrimaryOfEachUseAndNoHosts() throws Exception {
    HgsDescription service = TestHgs.apart(directory.resolve("new")).folder.describe();
    assertEquals(3, service.certificates().size());
    assertTrue(
        Stream.of(CertificateUse.values()).allMatch(use -> service.primary(use).isPresent()));
    assertEquals(List.of(), service.hosts());
  }

  @Test
  void aSecondServiceInTheSameFolderIsRefused() {
    assertThrows(
        FileAlreadyExistsException.class,
        () -> folder.create(new HgsPlan(name("other"), 2048, 1), passphrase(), NOW));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "folders there have no POSIX permissions")
  void onlyItsOwnerMayEnter() throws Exception {
    TestHgs.apart(directory.resolve("made"));
    try (Stream<Path> paths = Files.walk(directory.resolve("made"))) {
      for (Path path : paths.toList()) {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        assertEquals("------", mode.substring(3), path.toString());
      }
    }
  }

  @Test
  void privateKeysStandInNoFileInTheClear() throws Exception {
    try (Stream<Path> paths = Files.walk(directory.resolve("hgs"))) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
        assertTrue(!text.contains("PRIVATE KEY"), path.toString());
      }
    }
    assertThrows(
        BadPassphraseException.class,
        () -> folder.unlock(Passphrase.copyOf("wrong".toCharArray())));
  }

  @Test
  void theMetadataIsOfThePrimariesAndListsTheOtherSigners() throws Exception {
    Thumbprint before = primary(CertificateUse.SIGNING);
    add(CertificateUse.SIGNING, true);
    GuardianMetadata metadata = GuardianMetadata.parse(folder.metadata(), "test");
    assertEquals(primary(CertificateUse.SIGNING), metadata.signing().thumbprint());
    assertEquals(
        List.of(before), metadata.otherSigning().stream().map(each -> each.thumbprint()).toList());
    assertTrue(metadata.vouchedFor());
  }

  @Test
  void aCertificateThatIsNotPrimaryChangesNothingThatIsPublished() throws Exception {
    Thumbprint before = primary(CertificateUse.ENCRYPTION);
    HgsCertificate added = add(CertificateUse.ENCRYPTION, false);
    assertEquals(before, primary(CertificateUse.ENCRYPTION));
    folder.changeCertificates(
        service -> service.withPrimary(added.certificate().thumbprint()), passphrase());
    assertEquals(added.certificate().thumbprint(), primary(CertificateUse.ENCRYPTION));
  }

  @Test
  void asAGuardianItHasCurrentEnabledAndRetiredKeys() throws Exception {
    Thumbprint signing = primary(CertificateUse.SIGNING);
    Thumbprint encryption = primary(CertificateUse.ENCRYPTION);
    add(CertificateUse.SIGNING, true);
    add(CertificateUse.ENCRYPTION, true);
    folder.changeCertificates(service -> service.withDisabled(encryption), passphrase());
    GuardianHistory history = folder.history().orElseThrow();
    assertEquals(name("branch-hgs"), history.name());
    assertEquals(primary(CertificateUse.ENCRYPTION), history.current().encryption().thumbprint());
    assertEquals(List.of(KeyState.ENABLED), states(history, signing));
    assertEquals(List.of(KeyState.RETIRED), states(history, encryption));
    assertEquals(2, history.signingKeys().size());
  }

  private static List<KeyState> states(GuardianHistory history, Thumbprint certificate) {
    return history.named(certificate).stream().map(KnownKey::state).toList();
  }

  @Test
  void withoutAPrimaryKeyItIsNoGuardian() throws Exception {
    Thumbprint signing = primary(CertificateUse.SIGNING);
    folder.changeCertificates(service -> service.withDisabled(signing), passphrase());
    assertEquals(Optional.empty(), folder.history());
  }

  @Test
  void metadataOfOtherKeysThanThePrimaryOnesIsDamage() throws Exception {
    byte[] before = folder.metadata();
    add(CertificateUse.ENCRYPTION, true);
    Path service = directory.resolve("hgs/service");
    String current = Files.readString(service.resolve("current")).strip();
    Path metadata = service.resolve(current + "/metadata.xml");
    Files.write(metadata, before);
    MalformedInputException e = assertThrows(MalformedInputException.class, folder::history);
    assertEquals("damaged-service", e.fault().code());
  }

  @Test
  void withoutAPrimaryThereIsNoMetadata() throws Exception {
    Thumbprint signing = primary(CertificateUse.SIGNING);
    folder.changeCertificates(service -> service.withDisabled(signing), passphrase());
    NoAccessException e = assertThrows(NoAccessException.class, folder::metadata);
    assertEquals("Primary Signing Certificate not found", e.fault().found());
  }

  @Test
  void aKeyUnderAnotherPassphraseCannotJoin() {
    assertThrows(
        BadPassphraseException.class,
        () ->
            folder.add(
                new HgsPlan(name("datacenter-hgs"), 2048, 100),
                CertificateUse.ATTESTATION,
                true,
                new HgsFolder.Unlocking(Passphrase.copyOf("other".toCharArray()), NOW)));
  }

  @Test
  void everyChangeHasAGenerationOfItsOwn() throws Exception {
    String before = folder.stamp();
    folder.changeHosts(service -> service.with(host("host-1")));
    assertNotEquals(before, folder.stamp());
    assertEquals("", HgsFolder.at(directory.resolve("none"), RANDOM).stamp());
  }

  @Test
  void namesAndKeysOfHostsAreUnique() throws Exception {
    RegisteredHost first = host("Host-1");
    folder.changeHosts(service -> service.with(first));
    RegisteredHost sameKey = new RegisteredHost(name("host-2"), first.proof());
    for (RegisteredHost second : List.of(host("host-1"), sameKey)) {
      MalformedInputException e =
          assertThrows(
              MalformedInputException.class,
              () -> folder.changeHosts(service -> service.with(second)));
      assertEquals("repeated", e.fault().code());
    }
  }

  @Test
  void aHostThatIsNotThereCannotBeRemoved() {
    NoAccessException e =
        assertThrows(
            NoAccessException.class,
            () -> folder.changeHosts(service -> service.without(name("host-9"))));
    assertEquals("unknown-host", e.fault().code());
  }

  @Test
  void aRefusedChangeLeavesEverythingAsItWas() throws Exception {
    String before = folder.stamp();
    assertThrows(
        KeywardException.class,
        () -> folder.changeHosts(service -> service.without(name("host-9"))));
    assertEquals(before, folder.stamp());
  }

  @Test
  void aFolderWithoutAServiceSaysSo() {
    HgsFolder none = HgsFolder.at(directory.resolve("none"), RANDOM);
    assertEquals(
        "no-service", assertThrows(NoAccessException.class, none::describe).fault().code());
  }

  @Test
  void aDamagedRecordIsNamed() throws Exception {
    Path record;
    try (Stream<Path> paths = Files.walk(directory.resolve("hgs"))) {
      record = paths.filter(path -> path.endsWith("service.json")).findFirst().orElseThrow();
    }
    String text = Files.readString(record);
    for (String damaged :
        List.of(
            text.substring(0, text.length() / 2),
            text.replace("keyward.hgs/1", "keyward.hgs/2"),
            text.replace("\"enabled\"", "\"primary\"").replace("\"hosts\"", "\"guests\""),
            text.replace("\"state\":\"primary\"", "\"state\":\"best\""))) {
      Files.writeString(record, damaged);
      KeywardException e = assertThrows(KeywardException.class, folder::describe, damaged);
      assertTrue(e.fault().where().contains("service.json"), e.fault().message());
    }
  }

  @Test
  void aServiceCanBeAGuardianThatIsThereAlready() throws Exception {
    GuardianKeys keys =
        new GuardianMaker(RANDOM, TestHgs.ENGINE)
            .create(new GuardianMaker.Plan(name("branch-hgs"), 2048, 3650, "test"), NOW);
    HgsFolder service = HgsFolder.at(directory.resolve("of-keys"), RANDOM);
    service.create(
        new HgsPlan(name("branch-hgs"), 2048, 100),
        keys,
        new HgsFolder.Unlocking(passphrase(), NOW));
    GuardianMetadata metadata = GuardianMetadata.parse(service.metadata(), "test");
    assertEquals(keys.guardian().signing(), metadata.signing());
    assertEquals(keys.guardian().encryption(), metadata.encryption());
    assertTrue(
        service.unlock(passphrase()).description().primary(CertificateUse.ATTESTATION).isPresent());
  }
}
