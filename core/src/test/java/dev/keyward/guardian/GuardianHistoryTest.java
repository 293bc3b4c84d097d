package dev.keyward.guardian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.crypto.CertificateRole;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardianHistoryTest {

  private static final Instant THEN = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant LATER = Instant.parse("2026-12-01T00:00:00Z");

  private final Guardian first = TestKeys.guardian("hgs", 0, 1).guardian();
  private final Guardian second = TestKeys.guardian("hgs", 0, 2).guardian();
  private final Guardian third = TestKeys.guardian("hgs", 3, 4).guardian();

  @Test
  void whatIsReplacedBecomesFormer() throws KeywardException {
    GuardianHistory history = GuardianHistory.of(first).replacedBy(second, THEN);
    assertEquals(KeyState.CURRENT, history.signingKey(first.signing()).orElseThrow().state());
    KnownKey old = history.encryptionKey(first.encryption()).orElseThrow();
    assertEquals(KeyState.FORMER, old.state());
    assertEquals(Optional.of(THEN), old.since());
    assertEquals(List.of(first), history.past());
  }

  @Test
  void aRenewedCertificateIsOneMoreOfItsKey() throws KeywardException {
    Guardian renewed = TestKeys.guardian("hgs", 0, 1).guardian();
    GuardianHistory history = GuardianHistory.of(first).replacedBy(renewed, THEN);
    assertEquals(1, history.encryptionKeys().size());
    assertEquals(
        List.of(renewed.encryption(), first.encryption()),
        history.encryptionKeys().get(0).certificates());
    assertTrue(history.past().isEmpty());
  }

  @Test
  void olderMetadataNeverChangesWhatIsCurrent() throws KeywardException {
    GuardianHistory history = GuardianHistory.of(third).withFormer(first, Optional.empty());
    assertEquals(third, history.current());
    assertEquals(KeyState.FORMER, history.signingKey(first.signing()).orElseThrow().state());
  }

  @Test
  void aRetiredKeyIsFormerAgainAfterUndo() throws KeywardException {
    GuardianHistory history = GuardianHistory.of(first).replacedBy(third, THEN);
    Thumbprint print = first.encryption().thumbprint();
    GuardianHistory retired = history.retired(print, true, LATER);
    KnownKey key = retired.encryptionKey(first.encryption()).orElseThrow();
    assertEquals(KeyState.RETIRED, key.state());
    assertTrue(key.compromised());
    assertEquals(Optional.of(LATER), key.since());
    assertEquals(history, retired.restored(print));
  }

  @Test
  void theCurrentKeyIsNotRetired() {
    GuardianHistory history = GuardianHistory.of(first);
    refused("current-key", () -> history.retired(first.signing().thumbprint(), false, THEN));
    refused("unknown-key", () -> history.retired(third.signing().thumbprint(), false, THEN));
    refused("not-retired", () -> history.restored(first.signing().thumbprint()));
  }

  @Test
  void aFormerGenerationIsUsedAgain() throws KeywardException {
    GuardianHistory history = GuardianHistory.of(first).replacedBy(third, THEN);
    GuardianHistory back = history.using(first.encryption().keyThumbprint(), LATER);
    assertEquals(first, back.current());
    assertEquals(List.of(third), back.past());
    assertEquals(KeyState.FORMER, back.signingKey(third.signing()).orElseThrow().state());
  }

  @Test
  void aKeyOfTwoGenerationsPicksNone() throws KeywardException {
    GuardianHistory history =
        GuardianHistory.of(first).replacedBy(second, THEN).replacedBy(third, LATER);
    refused("ambiguous-key", () -> history.using(first.signing().thumbprint(), LATER));
    assertEquals(first, history.using(first.encryption().thumbprint(), LATER).current());
  }

  @Test
  void aRetiredKeyIsNotUsed() throws KeywardException {
    GuardianHistory history =
        GuardianHistory.of(first)
            .replacedBy(third, THEN)
            .retired(first.encryption().thumbprint(), false, LATER);
    refused("retired-key", () -> history.using(first.signing().thumbprint(), LATER));
    refused("retired-key", () -> history.replacedBy(first, LATER));
  }

  @Test
  void listedCertificatesAreClaimsAndNoKeys() throws KeywardException {
    GuardianCertificate other = third.signing();
    Guardian lists = TestKeys.guardian("hgs", 0, 1, List.of(other)).guardian();
    GuardianHistory history = GuardianHistory.of(lists);
    assertEquals(List.of(other), history.listed());
    assertTrue(history.signingKey(other).isEmpty());
    assertTrue(history.replacedBy(third, THEN).listed().isEmpty());
  }

  @Test
  void keysWithoutAPartnerAreKnown() throws KeywardException {
    GuardianHistory history =
        GuardianHistory.of(first)
            .withKey(CertificateRole.ENCRYPTION, second.encryption(), KeyState.ENABLED)
            .withKey(CertificateRole.SIGNING, third.signing(), KeyState.RETIRED)
            .withKey(CertificateRole.SIGNING, first.signing(), KeyState.RETIRED);
    assertEquals(
        List.of(KeyState.CURRENT, KeyState.ENABLED),
        history.encryptionKeys().stream().map(KnownKey::state).toList());
    assertEquals(
        List.of(KeyState.CURRENT, KeyState.RETIRED),
        history.signingKeys().stream().map(KnownKey::state).toList());
  }

  @Test
  void theNumberOfKeysIsBounded() throws KeywardException {
    GuardianHistory history = GuardianHistory.of(first);
    for (int i = 1; i < GuardianHistory.MOST_GENERATIONS; i++) {
      history = history.withKey(CertificateRole.ENCRYPTION, strange(i), KeyState.FORMER);
    }
    GuardianHistory full = history;
    refused("too-many-generations", () -> full.replacedBy(third, THEN));
  }

  /** A certificate of a key that nobody has, since making real ones is slow. */
  private static GuardianCertificate strange(int number) {
    BigInteger modulus = BigInteger.ONE.shiftLeft(2047).add(BigInteger.valueOf(2L * number + 1));
    try {
      PublicKey key =
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65537)));
      KeyPair pair = new KeyPair(key, TestKeys.pair(0).getPrivate());
      return TestKeys.issue(
          pair, TestKeys.Wish.of("hgs Encryption", TestKeys.ENCRYPTS), TestKeys.pair(0), "hgs");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theWeakerKeyDecidesAndTheBetterWrapping() {
    assertEquals(KeyState.FORMER, KeyState.CURRENT.weaker(KeyState.FORMER));
    assertEquals(KeyState.RETIRED, KeyState.RETIRED.weaker(KeyState.UNLISTED));
    assertEquals(KeyState.CURRENT, KeyState.FORMER.better(KeyState.CURRENT));
  }

  private static void refused(String code, org.junit.jupiter.api.function.Executable call) {
    assertEquals(code, assertThrows(KeywardException.class, call).fault().code());
  }
}
