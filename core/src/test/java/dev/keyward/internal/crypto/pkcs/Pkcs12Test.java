package dev.keyward.internal.crypto.pkcs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.BadPassphraseException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.crypto.KeyEntry;
import dev.keyward.internal.crypto.TestKeys;
import dev.keyward.protector.VectorGuardians;
import java.nio.file.Files;
import java.util.List;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PBMAC1Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.bc.BcPKCS12PBMac1CalculatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class Pkcs12Test {

  private static final char[] PASSPHRASE = "pässwörd €😀".toCharArray();

  private static void assertSame(KeyEntry expected, KeyEntry actual) {
    assertEquals(expected.name(), actual.name());
    assertEquals(expected.certificate(), actual.certificate());
    assertArrayEquals(expected.key().getEncoded(), actual.key().getEncoded());
  }

  @ParameterizedTest
  @EnumSource(Pkcs12.Encryption.class)
  void readsBackWhatItWrites(Pkcs12.Encryption encryption) throws Exception {
    List<KeyEntry> entries = List.of(TestKeys.first(), TestKeys.second());
    byte[] file = Pkcs12.encode(entries, PASSPHRASE, encryption, TestKeys.random(6));
    List<KeyEntry> read = Pkcs12.decode(file, PASSPHRASE, "f");
    assertEquals(2, read.size());
    assertSame(entries.get(0), read.get(0));
    assertSame(entries.get(1), read.get(1));
  }

  @Test
  void theKeyFilesOfAStoreTake600000Rounds() {
    assertEquals(600_000, FewRounds.REAL);
  }

  @ParameterizedTest
  @EnumSource(Pkcs12.Encryption.class)
  void anEmptyPassphraseIsOneToo(Pkcs12.Encryption encryption) throws Exception {
    byte[] file =
        Pkcs12.encodeWeakly(List.of(TestKeys.first()), new char[0], encryption, TestKeys.random(6));
    assertSame(TestKeys.first(), Pkcs12.decode(file, new char[0], "f").get(0));
  }

  @ParameterizedTest
  @EnumSource(Pkcs12.Encryption.class)
  void anotherPassphraseIsRefused(Pkcs12.Encryption encryption) {
    byte[] file =
        Pkcs12.encodeWeakly(List.of(TestKeys.first()), PASSPHRASE, encryption, TestKeys.random(6));
    for (String other : List.of("", "x", "passwörd €😀", "pässwörd €😀 ")) {
      BadPassphraseException thrown =
          assertThrows(
              BadPassphraseException.class, () -> Pkcs12.decode(file, other.toCharArray(), "f"));
      assertEquals("wrong-passphrase", thrown.fault().code());
    }
  }

  @Test
  void doesNotChangeThePassphrase() throws Exception {
    char[] passphrase = "abc".toCharArray();
    byte[] file =
        Pkcs12.encodeWeakly(
            List.of(TestKeys.first()), passphrase, Pkcs12.Encryption.AES_256, TestKeys.random(6));
    Pkcs12.decode(file, passphrase, "f");
    assertArrayEquals("abc".toCharArray(), passphrase);
  }

  @Test
  void twoFilesShareNoSaltOrVector() {
    List<KeyEntry> entries = List.of(TestKeys.first());
    byte[] one =
        Pkcs12.encodeWeakly(entries, PASSPHRASE, Pkcs12.Encryption.AES_256, TestKeys.random(1));
    byte[] two =
        Pkcs12.encodeWeakly(entries, PASSPHRASE, Pkcs12.Encryption.AES_256, TestKeys.random(2));
    assertEquals(one.length, two.length);
    assertThrows(AssertionError.class, () -> assertArrayEquals(one, two));
  }

  @Test
  void theIdTellsWhichOfTwoCertificatesOfAKeyIsMeant() throws Exception {
    KeyEntry renewed =
        new KeyEntry(
            "renewed",
            TestKeys.FIRST.getPrivate(),
            TestKeys.certificate(TestKeys.FIRST, "Renewed"));
    byte[] file =
        Pkcs12.encodeWeakly(
            List.of(TestKeys.first(), renewed),
            PASSPHRASE,
            Pkcs12.Encryption.AES_256,
            TestKeys.random(6));
    List<KeyEntry> read = Pkcs12.decode(file, PASSPHRASE, "f");
    assertSame(TestKeys.first(), read.get(0));
    assertSame(renewed, read.get(1));
  }

  @Test
  void aFileWithoutAPrivateKeyIsRefused() {
    byte[] file =
        Pkcs12.encodeWeakly(List.of(), PASSPHRASE, Pkcs12.Encryption.AES_256, TestKeys.random(6));
    MalformedInputException thrown =
        assertThrows(MalformedInputException.class, () -> Pkcs12.decode(file, PASSPHRASE, "f"));
    assertEquals(
        "f: no private key, expected private keys with their certificates", thrown.getMessage());
  }

  @Test
  void aKeyWithTheCertificateOfAnotherIsRefused() {
    KeyEntry mixed = new KeyEntry("", TestKeys.FIRST.getPrivate(), TestKeys.second().certificate());
    byte[] file =
        Pkcs12.encodeWeakly(
            List.of(mixed), PASSPHRASE, Pkcs12.Encryption.AES_256, TestKeys.random(6));
    assertThrows(MalformedInputException.class, () -> Pkcs12.decode(file, PASSPHRASE, "f"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"owner", "datacenter", "branch"})
  void readsTheKeysOfAnotherImplementation(String guardian) throws Exception {
    for (String role : List.of("signing", "encryption")) {
      byte[] file = Files.readAllBytes(VectorGuardians.file(guardian + "-" + role + ".p12"));
      List<KeyEntry> read = Pkcs12.decode(file, "test-only".toCharArray(), "f");
      assertEquals(1, read.size());
      assertEquals(role, read.get(0).name());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void checksPbmac1(boolean right) throws Exception {
    AlgorithmIdentifier sha256 =
        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);
    AlgorithmIdentifier derivation =
        new AlgorithmIdentifier(
            PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(new byte[16], 1000, 32, sha256));
    KeyEntry entry = TestKeys.first();
    PKCS12PfxPduBuilder builder = new PKCS12PfxPduBuilder();
    builder.addData(
        new PKCS12SafeBagBuilder(PrivateKeyInfo.getInstance(entry.key().getEncoded())).build());
    builder.addData(
        new PKCS12SafeBagBuilder(Certificate.getInstance(entry.certificate().getEncoded()))
            .build());
    byte[] file =
        builder
            .build(
                new BcPKCS12PBMac1CalculatorBuilder(new PBMAC1Params(derivation, sha256)),
                PASSPHRASE)
            .getEncoded();
    if (right) {
      KeyEntry read = Pkcs12.decode(file, PASSPHRASE, "f").get(0);
      assertEquals(entry.certificate(), read.certificate());
    } else {
      assertThrows(BadPassphraseException.class, () -> Pkcs12.decode(file, "x".toCharArray(), "f"));
    }
  }
}
