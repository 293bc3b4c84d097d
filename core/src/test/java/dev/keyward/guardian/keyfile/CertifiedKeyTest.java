package dev.keyward.guardian.keyfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.BadPassphraseException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.guardian.TestKeys;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CertifiedKeyTest {

  private static final Path KEYS =
      Path.of(System.getProperty("keyward.fixtures"), "store-test-only", "keys");

  private static KeySource source(String name, String passphrase) throws IOException {
    return new KeySource(
        Files.readAllBytes(KEYS.resolve(name)),
        Optional.ofNullable(passphrase).map(text -> Passphrase.takeFrom(text.toCharArray())),
        name);
  }

  private static String passphrase() throws IOException {
    return Files.readString(KEYS.resolve("passphrase.txt")).strip();
  }

  @Test
  void readsTheKeyThatSigns() throws Exception {
    CertifiedKey key = CertifiedKey.read(source("owner-signing.p12", passphrase()));
    assertEquals("CN=Central IT Signing", key.certificate().subject());
    assertFalse(key.toString().contains(key.key().toString()));
  }

  @Test
  void readsPemInTheClear() throws Exception {
    CertifiedKey key = CertifiedKey.read(source("stranger-signing.pem", null));
    assertEquals(Optional.empty(), key.certificate().unfitFor(CertificateRole.SIGNING));
  }

  @Test
  void refusesACertificateThatMayNotSign() throws Exception {
    Passphrase passphrase = Passphrase.takeFrom("secret".toCharArray());
    LockedKeys files =
        KeyFiles.lock(
            TestKeys.guardian("g", 0, 1),
            passphrase,
            dev.keyward.internal.crypto.TestKeys.random(109));
    KeySource source = new KeySource(files.encryption(), Optional.of(passphrase), "file");
    var e = assertThrows(MalformedInputException.class, () -> CertifiedKey.read(source));
    assertEquals("unfit-certificate", e.fault().code());
  }

  @Test
  void refusesToChoose() throws Exception {
    KeySource source = source("two-pairs.pfx", passphrase());
    var e = assertThrows(MalformedInputException.class, () -> CertifiedKey.read(source));
    assertEquals("ambiguous-keys", e.fault().code());
  }

  @Test
  void refusesAnotherPassphrase() throws Exception {
    KeySource source = source("owner-signing.p12", "wrong");
    assertThrows(BadPassphraseException.class, () -> CertifiedKey.read(source));
  }
}
