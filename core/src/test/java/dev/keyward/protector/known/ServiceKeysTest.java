package dev.keyward.protector.known;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.TestKeys;
import dev.keyward.protector.known.folder.FolderGuardians;
import dev.keyward.protector.part.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The folder of a service says which keys the service uses, and beats the store. */
class ServiceKeysTest {

  private static final Instant THEN = Instant.parse("2026-11-01T00:00:00Z");

  private final Guardian first = TestKeys.guardian("hgs", 0, 1).guardian();
  private final Guardian second = TestKeys.guardian("hgs", 0, 2).guardian();
  private final Guardian other = TestKeys.guardian("hgs", 3, 4).guardian();

  private static KnownGuardians known(GuardianHistory stored, GuardianHistory service) {
    return KnownGuardians.of(List.of(stored))
        .withNamed(List.of(NamedGuardian.service(service, List.of("site"))));
  }

  private static Identity identify(KnownGuardians known, Guardian guardian) {
    return known.holders(guardian.signing(), guardian.encryption(), false).identity();
  }

  private static KeyState by(KnownGuardians known, Guardian guardian) {
    return assertInstanceOf(Identity.Known.class, identify(known, guardian)).by();
  }

  private static Optional<OutOfDate.Why> why(KnownGuardians known) {
    return known.outOfDate("hgs").map(OutOfDate::why);
  }

  /** A service whose primary encryption key is the second one. */
  private GuardianHistory service(KeyState before) throws KeywardException {
    return GuardianHistory.of(second)
        .withKey(CertificateRole.ENCRYPTION, first.encryption(), before);
  }

  @Test
  void anEnabledKeyBesideThePrimaryOneOpens() throws KeywardException {
    GuardianHistory stored = GuardianHistory.of(first).replacedBy(second, THEN);
    KnownGuardians known = known(stored, service(KeyState.ENABLED));
    assertEquals(KeyState.ENABLED, by(known, first));
    assertEquals(KeyState.CURRENT, by(known, second));
    assertEquals(Optional.empty(), why(known));
  }

  @Test
  void aDisabledKeyIsRetired() throws KeywardException {
    GuardianHistory stored = GuardianHistory.of(first).replacedBy(second, THEN);
    KnownGuardians known = known(stored, service(KeyState.RETIRED));
    assertEquals(KeyState.RETIRED, by(known, first));
    assertEquals(Optional.of(OutOfDate.Why.DISABLED), why(known));
    assertEquals(
        List.of(first.encryption().keyThumbprint()), known.outOfDate("hgs").orElseThrow().keys());
  }

  @Test
  void whatTheServiceUsesBeatsAKeyThatTheStoreRetired() throws KeywardException {
    GuardianHistory stored =
        GuardianHistory.of(first)
            .replacedBy(second, THEN)
            .retired(first.encryption().keyThumbprint(), false, THEN);
    KnownGuardians known = known(stored, service(KeyState.ENABLED));
    assertEquals(KeyState.ENABLED, by(known, first));
    assertEquals(Optional.of(OutOfDate.Why.USED), why(known));
  }

  @Test
  void aKeyThatIsCompromisedStaysSo() throws KeywardException {
    GuardianHistory stored =
        GuardianHistory.of(first)
            .replacedBy(second, THEN)
            .retired(first.encryption().keyThumbprint(), true, THEN);
    KnownGuardians known = known(stored, service(KeyState.ENABLED));
    assertTrue(assertInstanceOf(Identity.Known.class, identify(known, first)).compromised());
    assertEquals(Optional.empty(), why(known));
  }

  @Test
  void otherPrimaryKeysThanThoseOfTheStoreAreTold() throws KeywardException {
    KnownGuardians known = known(GuardianHistory.of(first), service(KeyState.ENABLED));
    assertEquals(KeyState.ENABLED, by(known, first));
    assertEquals(Optional.of(OutOfDate.Why.OTHER_PRIMARY), why(known));
  }

  @Test
  void aFormerKeyThatTheServiceHasNoMoreIsRetired() throws KeywardException {
    GuardianHistory stored = GuardianHistory.of(first).replacedBy(second, THEN);
    KnownGuardians known = known(stored, GuardianHistory.of(second));
    assertEquals(KeyState.RETIRED, by(known, first));
    assertEquals(Optional.of(OutOfDate.Why.DISABLED), why(known));
  }

  @Test
  void privateKeysOfTheStoreOpenAlsoWhatTheServiceLacks() throws KeywardException {
    GuardianHistory stored = GuardianHistory.of(first).replacedBy(second, THEN);
    KnownGuardians known =
        KnownGuardians.none()
            .withNamed(
                List.of(
                    NamedGuardian.stored(stored, true),
                    NamedGuardian.service(GuardianHistory.of(second), List.of("site"))));
    assertEquals(KeyState.FORMER, by(known, first));
  }

  /** Anybody can copy public metadata into such a folder, and put a key of their own beside it. */
  @Test
  void aKeyThatSignsInTheInputIsNoneThatAServiceCanAdd() throws KeywardException {
    GuardianHistory copied =
        GuardianHistory.of(first)
            .withKey(CertificateRole.ENCRYPTION, other.signing(), KeyState.ENABLED);
    KnownGuardians known = known(GuardianHistory.of(first), copied);
    Holders alone = known.holders(first.signing(), other.signing(), false);
    assertEquals(KeyState.ENABLED, assertInstanceOf(Identity.Known.class, alone.identity()).by());
    assertTrue(alone.vouched());
    Holders beside =
        known
            .withSigners(Set.of(other.signing().keyThumbprint()))
            .holders(first.signing(), other.signing(), false);
    assertEquals(new Identity.Mixed(Optional.of("hgs"), Optional.empty()), beside.identity());
    assertEquals(Optional.empty(), beside.both());
  }

  @Test
  void aServiceHasNoUnlistedKey() {
    KnownGuardians known = known(GuardianHistory.of(first), GuardianHistory.of(first));
    assertInstanceOf(Identity.Mixed.class, identify(known, second));
  }

  @Test
  void aServiceThatIsAnotherGuardianSaysNothingAboutTheOne() {
    KnownGuardians known = known(GuardianHistory.of(first), GuardianHistory.of(other));
    assertEquals(Identity.Known.current("hgs"), identify(known, first));
    assertEquals(Identity.Known.current("site/hgs"), identify(known, other));
    assertEquals(Optional.empty(), why(known));
  }

  /** A service that says it had the signing key of somebody else, or its own former one. */
  private GuardianHistory claiming(KeyState state) throws KeywardException {
    return GuardianHistory.of(other)
        .withKey(CertificateRole.SIGNING, first.signing(), state)
        .withKey(CertificateRole.ENCRYPTION, first.encryption(), state);
  }

  private KnownGuardians besideAFolder(KeyState state) throws KeywardException {
    KnownGuardians service =
        KnownGuardians.none()
            .withNamed(List.of(NamedGuardian.service(claiming(state), List.of("site"))));
    FolderGuardians.Document document =
        new FolderGuardians.Document(
            List.of("k", "known"),
            first.name(),
            TestKeys.metadata(TestKeys.guardian("known", 0, 1)));
    FolderGuardians made = FolderGuardians.of(List.of(document), service.guardians());
    assertEquals(List.of(), made.refused());
    return service.withNamed(made.named());
  }

  @Test
  void aKeyThatAServiceClaimsIsNotItsOwnWhereAFolderProvesWhoseItIs() throws KeywardException {
    KnownGuardians known = besideAFolder(KeyState.ENABLED);
    assertEquals(Identity.Known.current("known"), identify(known, first));
    Holders holders = known.holders(first.signing(), first.encryption(), false);
    assertEquals(Set.of("known"), holders.claimants());
    assertEquals(Optional.of("known"), holders.both());
    assertEquals(Set.of("known", "hgs"), holders.either());
    assertEquals(Set.of("known"), known.find(first.signing().thumbprint()));
    assertEquals(Optional.of(OutOfDate.Why.CLAIMED), known.outOfDate("known").map(OutOfDate::why));
  }

  @Test
  void aKeyThatAServiceClaimsAndHasDisabledIsNoUse() throws KeywardException {
    KnownGuardians known = besideAFolder(KeyState.RETIRED);
    assertEquals(KeyState.RETIRED, by(known, first));
    assertEquals(
        Optional.empty(), known.holders(first.signing(), first.encryption(), false).both());
  }

  @Test
  void aServiceAddsNoKeyToAGuardianOfTheStoreWhoseSigningKeyItClaims() throws KeywardException {
    KnownGuardians known = known(GuardianHistory.of(first), claiming(KeyState.ENABLED));
    assertEquals(Identity.Known.current("site/hgs"), identify(known, other));
    assertEquals(Identity.Known.current("hgs"), identify(known, first));
    assertEquals(Optional.of(OutOfDate.Why.CLAIMED), why(known));
    assertEquals(
        List.of(first.signing().thumbprint()), known.outOfDate("hgs").orElseThrow().keys());
  }

  @Test
  void anEncryptionKeyThatAServiceOnlyClaimsDoesNotMixTheGuardianThatSignedIt()
      throws KeywardException {
    KnownGuardians known =
        known(
            GuardianHistory.of(second),
            GuardianHistory.of(other)
                .withKey(CertificateRole.ENCRYPTION, first.encryption(), KeyState.ENABLED));
    assertEquals(KeyState.UNLISTED, by(known, first));
  }

  @Test
  void whatBothKeysSignedMakesTheServiceAndTheFolderOneGuardian() throws KeywardException {
    KnownGuardians service =
        KnownGuardians.none()
            .withNamed(List.of(NamedGuardian.service(claiming(KeyState.ENABLED), List.of("site"))));
    List<FolderGuardians.Document> documents =
        List.of(
            new FolderGuardians.Document(
                List.of("k", "known"),
                first.name(),
                TestKeys.metadata(TestKeys.guardian("known", 0, 1))),
            new FolderGuardians.Document(
                List.of("k", "new", "known"),
                first.name(),
                TestKeys.successor(
                    TestKeys.guardian("known", 0, 1), TestKeys.laterGuardian("known", 3, 4))));
    FolderGuardians made = FolderGuardians.of(documents, service.guardians());
    KnownGuardians known = service.withNamed(made.named());
    assertEquals(List.of(), made.refused());
    assertEquals(1, known.guardians().size());
    assertEquals(KeyState.ENABLED, by(known, first));
  }

  @Test
  void aServiceMakesNoOneGuardianOfTwoThatTheStoreTellsApart() throws KeywardException {
    Guardian victim = TestKeys.guardian("victim", 5, 6).guardian();
    GuardianHistory claiming =
        GuardianHistory.of(first)
            .withKey(CertificateRole.SIGNING, victim.signing(), KeyState.ENABLED);
    KnownGuardians known =
        KnownGuardians.present(List.of(first, victim))
            .withNamed(List.of(NamedGuardian.service(claiming, List.of("site"))));
    assertEquals(Identity.Known.current("victim"), identify(known, victim));
    assertEquals(Identity.Known.current("hgs"), identify(known, first));
    assertEquals(Optional.of("victim"), known.signerName(victim.signing()));
  }
}
