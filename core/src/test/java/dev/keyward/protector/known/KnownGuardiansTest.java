package dev.keyward.protector.known;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.TestKeys;
import dev.keyward.protector.part.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownGuardiansTest {

  private static final Instant THEN = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant LATER = Instant.parse("2026-12-01T00:00:00Z");

  private final Guardian first = TestKeys.guardian("hgs", 0, 1).guardian();
  private final Guardian second = TestKeys.guardian("hgs", 0, 2).guardian();
  private final Guardian third = TestKeys.guardian("hgs", 3, 4).guardian();
  private final Guardian other = TestKeys.guardian("other", 5, 6).guardian();

  private static Identity identify(
      KnownGuardians known, GuardianCertificate signing, GuardianCertificate encryption) {
    return known.holders(signing, encryption, false).identity();
  }

  private static KeyState by(Identity identity) {
    return assertInstanceOf(Identity.Known.class, identity).by();
  }

  @Test
  void aFormerEncryptionKeyIsStillTheGuardians() throws KeywardException {
    KnownGuardians known =
        KnownGuardians.of(List.of(GuardianHistory.of(first).replacedBy(second, THEN)));
    assertEquals(
        new Identity.Known("hgs", KeyState.FORMER, Optional.of(THEN), false),
        identify(known, first.signing(), first.encryption()));
  }

  @Test
  void aWrappingCountsAsTheWeakerOfItsKeys() throws KeywardException {
    GuardianHistory history = GuardianHistory.of(first).replacedBy(third, THEN);
    KnownGuardians former = KnownGuardians.of(List.of(history));
    assertEquals(KeyState.FORMER, by(identify(former, third.signing(), first.encryption())));
    KnownGuardians retired =
        KnownGuardians.of(List.of(history.retired(first.signing().keyThumbprint(), false, LATER)));
    assertEquals(KeyState.RETIRED, by(identify(retired, first.signing(), third.encryption())));
  }

  @Test
  void aKeyThatOnlyTheWrappingVouchesForIsUnlisted() {
    KnownGuardians known = KnownGuardians.present(List.of(first));
    Holders holders = known.holders(first.signing(), second.encryption(), false);
    assertEquals(KeyState.UNLISTED, by(holders.identity()));
    assertTrue(holders.both().isEmpty());
    assertEquals(Set.of("hgs"), holders.either());
    assertEquals(Optional.of("hgs"), holders.signer());
  }

  @Test
  void theOwnersOwnWrappingHasNoUnlistedKey() {
    KnownGuardians known = KnownGuardians.present(List.of(first));
    assertInstanceOf(
        Identity.Mixed.class, known.holders(first.signing(), second.encryption(), true).identity());
  }

  @Test
  void aGuardianWhosePrivateKeysAreHereHasNoUnlistedKey() {
    KnownGuardians known =
        KnownGuardians.none()
            .withNamed(List.of(NamedGuardian.stored(GuardianHistory.of(first), true)));
    assertInstanceOf(Identity.Mixed.class, identify(known, first.signing(), second.encryption()));
  }

  @Test
  void aKeyThatSignsForSomebodyIsNoUnlistedKey() {
    KnownGuardians known = KnownGuardians.present(List.of(first, other));
    assertEquals(
        new Identity.Mixed(Optional.of("hgs"), Optional.of("other")),
        identify(known, first.signing(), other.signing()));
    assertEquals(
        Set.of("hgs", "other"), known.holders(first.signing(), other.signing(), false).either());
  }

  @Test
  void aListedSigningKeyIsAClaimThatMakesNobodyOwnerOrSealer() {
    KnownGuardians known = KnownGuardians.present(List.of(listing(first, other.signing())));
    assertEquals(KeyState.UNLISTED, by(identify(known, other.signing(), other.encryption())));
    assertInstanceOf(
        Identity.Unknown.class,
        known.holders(other.signing(), other.encryption(), true).identity());
    assertTrue(known.signerName(other.signing()).isEmpty());
  }

  @Test
  void aClaimLosesToWhoHasTheKey() {
    Guardian claiming = listing(first, other.signing());
    KnownGuardians known = KnownGuardians.present(List.of(claiming, other));
    assertEquals(
        Identity.Known.current("other"), identify(known, other.signing(), other.encryption()));
    KnownGuardians lone =
        KnownGuardians.present(List.of(claiming))
            .withSingles(List.of(new KnownGuardians.Single("lone", other.signing())));
    assertEquals(unlisted("lone"), identify(lone, other.signing(), other.encryption()));
  }

  @Test
  void aLoneSigningCertificateSaysNoYesForAnEncryptionKeyThatNobodyKnows() {
    KnownGuardians signs =
        KnownGuardians.none()
            .withSingles(List.of(new KnownGuardians.Single("lone", other.signing())));
    assertTrue(signs.holders(other.signing(), other.encryption(), false).both().isEmpty());
    assertEquals(unlisted("lone"), identify(signs, other.signing(), other.encryption()));
    KnownGuardians pair =
        KnownGuardians.none().withPair("lone", other.signing(), other.encryption());
    assertEquals(
        Optional.of("lone"), pair.holders(other.signing(), other.encryption(), false).both());
  }

  @Test
  void aLoneSigningCertificateNamesNoOwnerWhoseEncryptionKeyNobodyKnows() {
    KnownGuardians signs =
        KnownGuardians.none()
            .withSingles(List.of(new KnownGuardians.Single("lone", other.signing())));
    Holders own = signs.holders(other.signing(), other.encryption(), true);
    assertInstanceOf(Identity.Unknown.class, own.identity());
    assertEquals(Optional.of("lone"), own.signer());
  }

  private static Identity unlisted(String name) {
    return new Identity.Known(name, KeyState.UNLISTED, Optional.empty(), false);
  }

  private static Guardian listing(Guardian guardian, GuardianCertificate listed) {
    return TestKeys.unchecked(
        new GuardianCertificates(
            guardian.name(), guardian.signing(), guardian.encryption(), List.of(listed)),
        guardian.encryptionSignature());
  }

  @Test
  void anEncryptionKeyThatTwoClaimProvesNothing() {
    Guardian thief =
        TestKeys.unchecked(
            new GuardianCertificates(other.name(), other.signing(), first.encryption(), List.of()),
            other.encryptionSignature());
    KnownGuardians known = KnownGuardians.present(List.of(first, thief));
    Holders holders = known.holders(first.signing(), first.encryption(), false);
    assertEquals(Set.of("hgs", "other"), holders.claimants());
    assertEquals(Set.of("hgs", "other"), holders.either());
    assertTrue(holders.both().isEmpty());
  }

  @Test
  void twoKeysUnderOneNameAreToldApartByTheirFolders() throws KeywardException {
    Guardian b = TestKeys.guardian("hgs", 3, 4).guardian();
    KnownGuardians known =
        KnownGuardians.none()
            .withNamed(List.of(at(first, "known", "a", "hgs"), at(b, "known", "b", "hgs")));
    assertEquals(Set.of("a/hgs", "b/hgs"), known.find("HGS"));
    assertEquals(Set.of("b/hgs"), known.find("known/B/hgs"));
    assertEquals(Optional.of("a/hgs"), known.signerName(first.signing()));
    String digits = b.signing().keyThumbprint().toString().substring(0, 8);
    assertEquals(Set.of("b/hgs"), known.find("hgs@" + digits));
  }

  @Test
  void whereNoFolderTellsThemApartTheKeyDoes() throws KeywardException {
    Guardian b = TestKeys.guardian("hgs", 3, 4).guardian();
    KnownGuardians known =
        KnownGuardians.none().withNamed(List.of(at(first, "a b", "hgs"), at(b, "c d", "hgs")));
    assertEquals(2, known.find("hgs").size());
    String digits = b.signing().keyThumbprint().toString().substring(0, 8);
    assertEquals(Optional.of("hgs@" + digits), known.signerName(b.signing()));
  }

  @Test
  void aNameOfTheStoreWinsOverAFolder() {
    Guardian b = TestKeys.guardian("hgs", 3, 4).guardian();
    KnownGuardians known =
        KnownGuardians.present(List.of(first)).withNamed(List.of(at(b, "site-b", "hgs")));
    assertEquals(Set.of("hgs"), known.find("hgs"));
    assertEquals(Optional.of("hgs"), known.signerName(first.signing()));
    assertEquals(Optional.of("site-b/hgs"), known.signerName(b.signing()));
  }

  @Test
  void oneKeyUnderTwoNamesIsOneGuardian() throws KeywardException {
    GuardianName name = GuardianName.parse("hannover-hgs");
    Guardian renamed =
        TestKeys.unchecked(
            new GuardianCertificates(name, first.signing(), first.encryption(), List.of()),
            first.encryptionSignature());
    KnownGuardians known =
        KnownGuardians.none()
            .withNamed(List.of(at(first, "k", "hgs"), at(renamed, "k", "hannover-hgs")));
    assertEquals(Set.of("hgs"), known.find("hannover-hgs"));
    assertEquals("hgs (also hannover-hgs)", known.shown("hgs"));
  }

  private static NamedGuardian at(Guardian guardian, String... path) {
    return new NamedGuardian(
        GuardianHistory.of(guardian), List.of(path), NamedGuardian.Origin.FOLDER);
  }

  @Test
  void aFingerprintOfAnyKeyOrCertificateMeansTheGuardian() throws KeywardException {
    KnownGuardians known =
        KnownGuardians.of(List.of(GuardianHistory.of(first).replacedBy(third, THEN)));
    assertEquals(Set.of("hgs"), known.find(first.encryption().thumbprint()));
    assertEquals(Set.of("hgs"), known.find(third.signing().keyThumbprint()));
    assertTrue(known.find(other.signing().thumbprint()).isEmpty());
  }

  @Test
  void aNameThatOnlyLooksAlikeIsAnother() {
    KnownGuardians known =
        KnownGuardians.none()
            .withSingles(List.of(new KnownGuardians.Single("\u212aim", first.signing())));
    assertTrue(known.find("kim").isEmpty());
  }

  @Test
  void theFingerprintOfAllThatIsKnownTellsStatesApart() throws KeywardException {
    GuardianHistory history = GuardianHistory.of(first).replacedBy(second, THEN);
    GuardianHistory retired = history.retired(first.encryption().thumbprint(), false, LATER);
    assertNotEquals(
        KnownGuardians.of(List.of(history)).fingerprint(),
        KnownGuardians.of(List.of(retired)).fingerprint());
  }
}
