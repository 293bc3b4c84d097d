package dev.keyward.host;

import static dev.keyward.host.TestWorld.ENGINE;
import static dev.keyward.host.TestWorld.OWNER;
import static dev.keyward.host.TestWorld.RANDOM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.KeywardException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.crypto.TestTools;
import dev.keyward.hgs.message.release.TransportKeys;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a service may not give back. */
class ReleaseCheckTest {

  private final ProtectorAuthor author = new ProtectorAuthor(TestTools.of(ENGINE, RANDOM));

  private VerifiedKeyProtector sealed(TransportKey key) throws KeywardException {
    return new ProtectorVerifier(ENGINE).verify(author.create(OWNER.signing(), List.of(), key));
  }

  @ParameterizedTest
  @CsvSource({
    "KeyDerivationMethod Algorithm=\"http://www.w3.org/2021/04/xmldsig-more#hkdf,"
        + " unknown-key-derivation",
    "Signature Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#hmac-sha256, unknown-mac"
  })
  void refusesANewProtectorWhoseKeyNobodyCanCheck(String start, String code)
      throws KeywardException {
    try (TransportKeys keys =
        new TransportKeys(TransportKey.create(RANDOM), TransportKey.create(RANDOM))) {
      KeyProtector egress = sealed(keys.egress()).protector();
      byte[] changed =
          new String(egress.encode(), StandardCharsets.UTF_8)
              .replace(start, start + "-of-another-kind")
              .getBytes(StandardCharsets.UTF_8);
      ReleaseCheck check = new ReleaseCheck(sealed(keys.ingress()), ENGINE);
      UnsupportedFormatException refused =
          assertThrows(
              UnsupportedFormatException.class,
              () -> check.egress(changed, keys, Optional.empty()));
      assertEquals(code, refused.fault().code());
    }
  }
}
