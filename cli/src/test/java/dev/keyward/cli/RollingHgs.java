package dev.keyward.cli;

import dev.keyward.Keyward;
import dev.keyward.KeywardException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianName;
import dev.keyward.protector.Expectation;
import dev.keyward.protector.ProtectorEditor;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.protector.WrappingKeys;
import dev.keyward.protector.part.Wrapping;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Rolls protectors as a Host Guardian Service does when it releases their keys: under another
 * transport key, sealed by the service. Test-only.
 */
final class RollingHgs {

  private final GuardianName name;
  private final KeyStore.PrivateKeyEntry sealing;
  private final KeyStore.PrivateKeyEntry opening;
  private final SecureRandom random = Seeded.random();

  /** The guardian of that name, whose keys were exported to a folder. */
  RollingHgs(String name, Path keys, String passphrase)
      throws KeywardException, IOException, GeneralSecurityException {
    this.name = GuardianName.parse(name);
    this.sealing = entry(keys.resolve("signing.p12"), passphrase.toCharArray());
    this.opening = entry(keys.resolve("encryption.p12"), passphrase.toCharArray());
  }

  private static KeyStore.PrivateKeyEntry entry(Path file, char[] passphrase)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, passphrase);
    }
    String alias = store.aliases().nextElement();
    Certificate[] chain = store.getCertificateChain(alias);
    return new KeyStore.PrivateKeyEntry((PrivateKey) store.getKey(alias, passphrase), chain);
  }

  /** Rolls the protector in a file, in place. */
  void roll(Path file, Instant now) throws KeywardException, IOException {
    Tools tools = new Tools(RsaEngine.jdk(), random, InstantSource.fixed(now));
    VerifiedKeyProtector ingress =
        Keyward.with(tools).verify(Files.readAllBytes(file), Expectation.nothing());
    Wrapping own =
        ingress.protector().wrappings().stream()
            .filter(each -> each.encryption().x509().equals(opening.getCertificate()))
            .findFirst()
            .orElseThrow();
    WrappingKeys keys =
        new WrappingKeys(name, own, opening.getPrivateKey(), sealing.getPrivateKey());
    try (TransportKey egress = TransportKey.create(random)) {
      Files.write(file, new ProtectorEditor(tools).roll(ingress, keys, egress).encode());
    }
  }
}
