package dev.keyward.guardian.keyfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.BadPassphraseException;
import dev.keyward.KeywardException;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.TestKeys.Wish;
import dev.keyward.guardian.subject.WindowsName;
import dev.keyward.protector.VectorGuardians;
import dev.keyward.secret.Passphrase;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImportedKeysTest {

  private static final char[] WORD = "test-only".toCharArray();
  private static final Passphrase PASSPHRASE = Passphrase.copyOf(WORD);
  private static final int BOTH_ROLES = TestKeys.SIGNS | TestKeys.ENCRYPTS;

  /** One key of a file; the pair of that number, and its certificate. */
  private record Item(KeyPair pair, GuardianCertificate certificate) {
    static Item of(int number, String name, int usage) {
      KeyPair pair = TestKeys.pair(number);
      return new Item(pair, TestKeys.selfSigned(pair, Wish.of(name, usage)));
    }

    static Item windows(int number, CertificateRole role, String name) {
      int usage = role == CertificateRole.SIGNING ? TestKeys.SIGNS : TestKeys.ENCRYPTS;
      return of(number, WindowsName.of(role, name, "HOST"), usage);
    }
  }

  @Test
  void readsTheKeysOfAnotherImplementation() throws Exception {
    ImportedKeys keys =
        ImportedKeys.read(
            source(Files.readAllBytes(VectorGuardians.file("owner-signing.p12"))),
            source(Files.readAllBytes(VectorGuardians.file("owner-encryption.p12"))));
    assertFalse(keys.isLegacy());
    assertEquals(
        "owner", keys.toKeys(TestKeys.name("owner"), RsaEngine.jdk()).guardian().name().key());
  }

  @Test
  void matchesPairsByTheNamesOfWindows() throws Exception {
    Item firstSigning = Item.windows(0, CertificateRole.SIGNING, "A");
    Item firstEncryption = Item.windows(1, CertificateRole.ENCRYPTION, "A");
    Item secondSigning = Item.windows(2, CertificateRole.SIGNING, "B");
    Item secondEncryption = Item.windows(3, CertificateRole.ENCRYPTION, "B");
    List<ImportedKeys> pairs =
        ImportedKeys.readPairs(
                source(pfx(secondEncryption, firstSigning, secondSigning, firstEncryption)))
            .pairs();
    List<String> labels = pairs.stream().map(ImportedKeys::label).sorted().toList();
    assertEquals(List.of("(A) (HOST)", "(B) (HOST)"), labels);
    for (ImportedKeys pair : pairs) {
      assertTrue(pair.encryption().subject().contains(pair.label()));
    }
  }

  @Test
  void matchesOtherPairsByUsage() throws Exception {
    Item signing = Item.of(0, "one", TestKeys.SIGNS);
    Item encryption = Item.of(1, "two", TestKeys.ENCRYPTS);
    List<ImportedKeys> pairs = ImportedKeys.readPairs(source(pfx(encryption, signing))).pairs();
    assertEquals(1, pairs.size());
    assertEquals(signing.certificate(), pairs.get(0).signing());
    assertEquals(encryption.certificate(), pairs.get(0).encryption());
  }

  @Test
  void tellsHgsCertificatesByTheirNames() throws Exception {
    Item signing = Item.of(0, "HGS Signing", BOTH_ROLES);
    Item encryption = Item.of(1, "HGS Encryption", BOTH_ROLES);
    List<ImportedKeys> pairs = ImportedKeys.readPairs(source(pfx(encryption, signing))).pairs();
    assertEquals(signing.certificate(), pairs.get(0).signing());
    assertEquals(encryption.certificate(), pairs.get(0).encryption());
  }

  @Test
  void refusesToGuess() throws Exception {
    byte[] pfx = pfx(Item.of(0, "one", BOTH_ROLES), Item.of(1, "two", BOTH_ROLES));
    refused("ambiguous-keys", () -> ImportedKeys.readPairs(source(pfx)));
  }

  @Test
  void oneCertificateMayHaveBothRoles() throws Exception {
    KeySource source = source(pfx(Item.of(0, "old", BOTH_ROLES)));
    assertTrue(ImportedKeys.read(source, source).isLegacy());
    assertTrue(ImportedKeys.readPairs(source).pairs().get(0).isLegacy());
  }

  @Test
  void refusesACertificateThatMayNotSign() throws Exception {
    KeySource source = source(pfx(Item.of(1, "e", TestKeys.ENCRYPTS)));
    refused("unfit-certificate", () -> ImportedKeys.read(source, source));
  }

  @Test
  void refusesAKeyThatIsNotTheCertificates() throws Exception {
    Item mixed = new Item(TestKeys.pair(0), Item.of(1, "x", BOTH_ROLES).certificate());
    KeySource source = new KeySource(pem(mixed), Optional.empty(), "test");
    KeywardException e = assertThrows(KeywardException.class, () -> ImportedKeys.readPairs(source));
    assertTrue(e.getMessage().startsWith("test"), e.getMessage());
  }

  @Test
  void readsPem() throws Exception {
    Item item = Item.of(0, "pem", BOTH_ROLES);
    KeySource source = new KeySource(pem(item), Optional.empty(), "test");
    assertEquals(item.certificate(), ImportedKeys.read(source, source).signing());
  }

  @Test
  void refusesAWrongPassphrase() throws Exception {
    byte[] pfx = pfx(Item.of(0, "x", BOTH_ROLES));
    Passphrase wrong = Passphrase.copyOf("wrong".toCharArray());
    assertThrows(
        BadPassphraseException.class,
        () -> ImportedKeys.readPairs(new KeySource(pfx, Optional.of(wrong), "test")));
  }

  private static void refused(String code, org.junit.jupiter.api.function.Executable act) {
    KeywardException e = assertThrows(KeywardException.class, act);
    assertEquals(code, e.fault().code(), e.getMessage());
  }

  private static KeySource source(byte[] content) {
    return new KeySource(content, Optional.of(PASSPHRASE), "test");
  }

  private static byte[] pfx(Item... items) throws Exception {
    KeyStore file = KeyStore.getInstance("PKCS12");
    file.load(null, null);
    for (int i = 0; i < items.length; i++) {
      Certificate[] chain = {items[i].certificate().x509()};
      file.setKeyEntry("key" + i, items[i].pair().getPrivate(), WORD, chain);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    file.store(out, WORD);
    return out.toByteArray();
  }

  private static byte[] pem(Item item) {
    return (block("PRIVATE KEY", item.pair().getPrivate().getEncoded())
            + block("CERTIFICATE", item.certificate().der()))
        .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  private static String block(String label, byte[] content) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }
}
