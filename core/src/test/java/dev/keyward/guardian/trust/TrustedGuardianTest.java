package dev.keyward.guardian.trust;

import static dev.keyward.protector.TestGuardians.ENGINE;
import static dev.keyward.protector.TestGuardians.RANDOM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.NotTrustedException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.TestTools;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.KeyDevice;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.TestKeys;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.ProtectorEdit;
import dev.keyward.protector.ProtectorEditor;
import dev.keyward.protector.ProtectorVerifier;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Only what is trusted can be granted access, and only as long as the trust holds. */
class TrustedGuardianTest {

  private static final Duration TOO_LONG = Duration.ofDays(36_500);
  private static final GuardianKeys OWNER = TestKeys.guardian("Owner", 0, 1);
  private static final SigningKey LASTING_OWNER = OWNER.signing().acceptingExpired();
  private static final GuardianKeys BRANCH = TestKeys.guardian("Branch", 2, 3);
  private static final Tools TODAY = TestTools.of(ENGINE, RANDOM);
  private static final TrustedGuardian TRUSTED = TestTrust.trusted(BRANCH.guardian());

  private static Tools at(Instant moment) {
    return new Tools(ENGINE, RANDOM, () -> moment);
  }

  private static Tools tooLate() {
    return at(TRUSTED.holdsUntil().plusSeconds(1));
  }

  private interface Granting {
    void run() throws KeywardException;
  }

  private static void assertExpired(Granting granting) {
    Fault fault = assertThrows(NotTrustedException.class, granting::run).fault();
    assertEquals("expired", fault.code());
    assertTrue(fault.where().contains("Branch"), fault.where());
  }

  @Test
  void nothingOutsideItsPackageCanMakeOneUp() {
    for (Class<?> type : List.of(TrustedGuardian.class, TrustDecision.class, Guardian.class)) {
      assertTrue(
          Stream.of(type.getDeclaredConstructors())
              .map(Constructor::getModifiers)
              .noneMatch(Modifier::isPublic),
          type.getSimpleName());
    }
  }

  @Test
  void authorsRefuseOneThatIsExpired() {
    ProtectorAuthor author = new ProtectorAuthor(tooLate());
    assertExpired(() -> author.create(LASTING_OWNER, List.of(TRUSTED)));
  }

  @Test
  void authorsRefuseOneThatIsNotYetValid() {
    ProtectorAuthor author = new ProtectorAuthor(at(TRUSTED.holdsFrom().minusSeconds(1)));
    assertExpired(() -> author.create(LASTING_OWNER, List.of(TRUSTED)));
  }

  @Test
  void editorsRefuseOneThatIsExpired() throws KeywardException {
    KeyProtector before = new ProtectorAuthor(TODAY).create(OWNER.signing(), List.of());
    var verified = new ProtectorVerifier(ENGINE).verify(before);
    ProtectorEditor editor = new ProtectorEditor(tooLate());
    assertExpired(() -> editor.apply(verified, OWNER, ProtectorEdit.granting(List.of(TRUSTED))));
  }

  @Test
  void editorsSealNothingForAnOwnerThatIsExpired() throws KeywardException {
    KeyProtector before = new ProtectorAuthor(TODAY).create(OWNER.signing(), List.of(TRUSTED));
    var verified = new ProtectorVerifier(ENGINE).verify(before);
    ProtectorEditor editor = new ProtectorEditor(tooLate());
    ProtectorEdit edit = ProtectorEdit.revoking(List.of(BRANCH.guardian()));
    assertEquals(
        "expired",
        assertThrows(NotTrustedException.class, () -> editor.apply(verified, OWNER, edit))
            .fault()
            .code());
    assertTrue(editor.apply(verified, OWNER, edit.acceptingExpired(wrapping -> true)).changed());
    assertFalse(editor.apply(verified, OWNER, ProtectorEdit.renewing(List.of())).changed());
  }

  @Test
  void oneThatTheDecisionAcceptsExpiredIsGranted() throws KeywardException {
    KeyProtector made =
        new ProtectorAuthor(tooLate()).create(LASTING_OWNER, List.of(TRUSTED.acceptingExpired()));
    assertEquals(2, made.wrappings().size());
    assertTrue(TRUSTED.acceptingExpired().decision().acceptedExpired());
  }

  @Test
  void holdsWhileBothCertificatesAreValid() throws KeywardException {
    assertEquals(BRANCH.guardian().signing().notBefore(), TRUSTED.holdsFrom());
    assertEquals(BRANCH.guardian().encryption().notAfter(), TRUSTED.holdsUntil());
    TRUSTED.requireCurrent(TRUSTED.holdsFrom());
    TRUSTED.requireCurrent(TRUSTED.holdsUntil());
    assertExpired(() -> TRUSTED.requireCurrent(TestTools.NOW.plus(TOO_LONG)));
  }

  @Test
  void aGuardianWhosePartsDoNotFitCannotExist() {
    Guardian whole = BRANCH.guardian();
    GuardianCertificates mixed =
        new GuardianCertificates(
            whole.name(), whole.signing(), OWNER.guardian().encryption(), List.of());
    Fault fault =
        assertThrows(
                VerificationFailedException.class,
                () -> Guardian.vouched(mixed, whole.encryptionSignature(), ENGINE))
            .fault();
    assertEquals("encryption-certificate-signature", fault.code());
  }

  @Test
  void renewedCertificatesOfOtherKeysAreRefused() throws KeywardException {
    assertThrows(IllegalArgumentException.class, () -> TRUSTED.renewed(OWNER, TODAY));
    assertEquals(TRUSTED, TRUSTED.renewed(BRANCH, TODAY));
  }

  @Test
  void keysThatProveThemselvesMakeATrustedGuardian() throws KeywardException {
    assertEquals(TRUSTED, TrustedGuardian.madeHere(BRANCH, TODAY));
  }

  /** A handle of a device tells no modulus, so it may be any key. */
  @Test
  void aHandleThatIsNotTheCertificatesKeyMakesNone() {
    KeyDevice device = new KeyDevice();
    Security.addProvider(device);
    try {
      Guardian stranger = BRANCH.guardian();
      GuardianKeys handles = KeyDevice.handles(OWNER, true);
      GuardianKeys keys =
          new GuardianKeys(
              new SigningKey(stranger, handles.signing().key()),
              new OpeningKey(stranger, handles.opening().key()));
      KeyUnusableException refusal =
          assertThrows(KeyUnusableException.class, () -> TrustedGuardian.madeHere(keys, TODAY));
      assertEquals("key-mismatch", refusal.fault().code());
    } finally {
      Security.removeProvider(device.getName());
    }
  }
}
