package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeyUnusableException;
import dev.keyward.PageCode;
import dev.keyward.crypto.KeyReference;
import dev.keyward.crypto.OaepParameters;
import dev.keyward.crypto.OutsideKey;
import dev.keyward.crypto.OutsideKeyProvider;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.outside.OutsideKeys;
import dev.keyward.secret.Passphrase;
import dev.keyward.secret.SecretBytes;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider of {@code core/docs/outside-keys.md} compiles, and works with a key service. */
class OutsideKeysPageTest {

  private static final Path PAGE = Path.of("../core/docs/outside-keys.md");
  private static final RsaEngine ENGINE = RsaEngine.jdk();

  @TempDir private static Path folder;

  private static OutsideKeyProvider provider;
  private static KeyPair pair;

  @BeforeAll
  static void compile() throws Exception {
    PageCode.compile(folder, "DemoKms", PageCode.program(PAGE, "DemoKms"));
    Class<?> made = PageCode.loaded(folder, "DemoKms");
    provider = (OutsideKeyProvider) made.getConstructor().newInstance();
    pair = OutsideKeys.generate(2048, Seeded.random());
  }

  private static OutsideKey key(FakeKms kms) throws Exception {
    KeyReference reference = new KeyReference(kms.put("owner", pair.getPrivate()));
    return provider.find(reference, (RSAPublicKey) pair.getPublic(), Passphrase.none());
  }

  @Test
  void theClassHasFortyLines() throws Exception {
    String text = PageCode.program(PAGE, "DemoKms");
    long lines = text.lines().filter(line -> !line.isBlank() && !line.startsWith("import")).count();
    assertTrue(lines <= 40, lines + " lines");
  }

  @Test
  void itSignsAndOpens() throws Exception {
    try (FakeKms kms = FakeKms.start();
        SecretBytes secret = SecretBytes.copyOf(new byte[32])) {
      OutsideKey key = key(kms);
      assertTrue(ENGINE.belongs(key, pair.getPublic()));
      byte[] wrapped =
          ENGINE.wrap(OaepParameters.SHA256, pair.getPublic(), secret, Seeded.random());
      assertArrayEquals(new byte[32], key.open(OaepParameters.SHA256, wrapped, 32).orElseThrow());
      wrapped[40] ^= 1;
      assertEquals(Optional.empty(), key.open(OaepParameters.SHA256, wrapped, 32));
    }
  }

  @Test
  void aServiceThatIsDownSaysNothingOfTheText() throws Exception {
    FakeKms kms = FakeKms.start();
    OutsideKey key = key(kms);
    kms.close();
    KeyUnusableException down =
        assertThrows(
            KeyUnusableException.class, () -> key.open(OaepParameters.SHA256, new byte[256], 32));
    assertTrue(down.isWorthRetrying());
  }

  @Test
  void aKeyThatTheServiceDoesNotKnowIsAnErrorOfTheService() throws Exception {
    try (FakeKms kms = FakeKms.start()) {
      OutsideKey other =
          provider.find(
              new KeyReference(kms.put("owner", pair.getPrivate()) + "-other"),
              (RSAPublicKey) pair.getPublic(),
              Passphrase.none());
      KeyUnusableException unknown =
          assertThrows(KeyUnusableException.class, () -> other.sign(new byte[1]));
      assertEquals("the key service answers with 404", unknown.getCause().getMessage());
    }
  }
}
