package dev.keyward.protector;

import static dev.keyward.guardian.trust.TestTrust.trusted;
import static dev.keyward.protector.TestGuardians.ENGINE;
import static dev.keyward.protector.TestGuardians.RANDOM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.NotTrustedException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import dev.keyward.protector.seal.Sealer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtectorEditorTest {

  private final GuardianKeys owner = TestGuardians.of("owner");
  private final GuardianKeys branch = TestGuardians.of("branch");
  private final GuardianKeys datacenter = TestGuardians.of("datacenter");
  private final GuardianKeys third = TestGuardians.of("stranger");
  private final ProtectorVerifier verifier = new ProtectorVerifier(ENGINE);
  private final ProtectorEditor editor = new ProtectorEditor(TestTools.of(ENGINE, RANDOM));

  private VerifiedKeyProtector protector() throws KeywardException {
    return verifier.verify(
        new ProtectorAuthor(TestTools.of(ENGINE, RANDOM))
            .create(owner.signing(), trusted(branch, datacenter)));
  }

  private VerifiedKeyProtector after(EditedProtector edited) throws KeywardException {
    return verifier.verify(KeyProtector.parse(edited.protector().encode()));
  }

  private static List<String> ids(VerifiedKeyProtector protector) {
    return protector.wrappings().stream().map(each -> each.id().toString()).toList();
  }

  /** What a guardian that was once let in can make: another list of wrappings under its seal. */
  private VerifiedKeyProtector resealedBy(GuardianKeys sealer, List<Wrapping> wrappings)
      throws KeywardException {
    VerifiedKeyProtector before = protector();
    WrappingId id = before.addressedTo(sealer.guardian()).orElseThrow().id();
    try (TransportKey key = before.open(sealer.opening(), ENGINE, RANDOM)) {
      ProtectorAuthor author = new ProtectorAuthor(TestTools.of(ENGINE, RANDOM));
      List<Wrapping> list = wrappings.isEmpty() ? before.wrappings() : wrappings;
      return verifier.verify(author.seal(list, id, Sealer.of(sealer.signing()), key));
    }
  }

  /** A protector in which the branch let a third guardian in. */
  private VerifiedKeyProtector withDelegated() throws KeywardException {
    VerifiedKeyProtector before = protector();
    try (TransportKey key = before.open(branch.opening(), ENGINE, RANDOM)) {
      ProtectorAuthor author = new ProtectorAuthor(TestTools.of(ENGINE, RANDOM));
      Wrapping branchs = before.addressedTo(branch.guardian()).orElseThrow();
      Wrapping delegated =
          author.grant(
              new WrappingId(9),
              branchs.id(),
              branch.signing(),
              new ProtectorAuthor.Addressee(Grantee.of(trusted(third.guardian())), key));
      List<Wrapping> wrappings = new java.util.ArrayList<>(before.wrappings());
      wrappings.add(delegated);
      return verifier.verify(
          author.seal(wrappings, before.owner().id(), Sealer.of(owner.signing()), key));
    }
  }

  @Test
  void letsAGuardianInWithoutThatGuardiansKeys() throws KeywardException {
    EditedProtector edited =
        editor.apply(protector(), owner, ProtectorEdit.granting(trusted(third)));
    try (TransportKey opened = after(edited).open(third.opening(), ENGINE, RANDOM)) {
      assertEquals(32, opened.bytes().size());
    }
    assertEquals(List.of(third.guardian().name()), edited.granted());
  }

  @Test
  void keepsTheTransportKey() throws KeywardException {
    VerifiedKeyProtector before = protector();
    EditedProtector edited = editor.apply(before, owner, ProtectorEdit.granting(trusted(third)));
    try (TransportKey old = before.open(owner.opening(), ENGINE, RANDOM);
        TransportKey now = after(edited).open(third.opening(), ENGINE, RANDOM)) {
      assertTrue(old.bytes().sameAs(now.bytes()));
    }
  }

  @Test
  void doesNotGrantTheSameGuardianTwice() throws KeywardException {
    VerifiedKeyProtector before = protector();
    EditedProtector edited = editor.apply(before, owner, ProtectorEdit.granting(trusted(branch)));
    assertFalse(edited.changed());
    assertEquals(List.of(branch.guardian().name()), edited.alreadyGranted());
    assertEquals(before.protector(), edited.protector());
  }

  @Test
  void knowsAGuardianAgainByItsRenewedCertificates() throws KeywardException {
    GuardianKeys renewed =
        new GuardianMaker(RANDOM, ENGINE).renew(branch, 100, "test-host", TestGuardians.NOW);
    EditedProtector edited =
        editor.apply(protector(), owner, ProtectorEdit.granting(trusted(renewed)));
    assertFalse(edited.changed());
  }

  @Test
  void keepsIdsWhereTheyAreAndNeverGivesOneAgain() throws KeywardException {
    EditedProtector revoked =
        editor.apply(protector(), owner, ProtectorEdit.revoking(List.of(branch.guardian())));
    assertEquals(List.of("0", "2"), ids(after(revoked)));
    EditedProtector granted =
        editor.apply(after(revoked), owner, ProtectorEdit.granting(trusted(branch)));
    assertEquals(List.of("0", "2", "3"), ids(after(granted)));
  }

  @Test
  void takesAGuardianOut() throws KeywardException {
    EditedProtector edited =
        editor.apply(protector(), owner, ProtectorEdit.revoking(List.of(branch.guardian())));
    assertTrue(after(edited).addressedTo(branch.guardian()).isEmpty());
  }

  @Test
  void saysWhenThereWasNothingToRevoke() throws KeywardException {
    EditedProtector edited =
        editor.apply(protector(), owner, ProtectorEdit.revoking(List.of(third.guardian())));
    assertFalse(edited.changed());
    assertEquals(List.of(third.guardian().name()), edited.notGranted());
  }

  @Test
  void neverRemovesTheOwner() throws KeywardException {
    VerifiedKeyProtector before = protector();
    VerificationFailedException refused =
        assertThrows(
            VerificationFailedException.class,
            () -> editor.apply(before, owner, ProtectorEdit.revoking(List.of(owner.guardian()))));
    assertEquals("owner-stays", refused.fault().code());
  }

  @Test
  void wantsTheOwnersKeys() throws KeywardException {
    VerifiedKeyProtector before = protector();
    NoAccessException refused =
        assertThrows(
            NoAccessException.class,
            () -> editor.apply(before, branch, ProtectorEdit.granting(trusted(third))));
    assertEquals("not-the-owner", refused.fault().code());
  }

  @Test
  void refusesWhatAnotherSealedUnlessThatOneIsAccepted() throws KeywardException {
    VerifiedKeyProtector foreign = resealedBy(branch, List.of());
    ProtectorEdit edit = ProtectorEdit.granting(trusted(third));
    NotTrustedException refused =
        assertThrows(NotTrustedException.class, () -> editor.apply(foreign, owner, edit));
    assertEquals("sealed-by-other", refused.fault().code());
    ProtectorEdit accepting = edit.accepting(branch.guardian()::hasSigningKeyOf);
    assertTrue(after(editor.apply(foreign, owner, accepting)).isSealedByOwner());
  }

  @Test
  void dropsDelegatedWrappingsUnlessTheyAreToStay() throws KeywardException {
    VerifiedKeyProtector before = withDelegated();
    ProtectorEdit nothing = ProtectorEdit.granting(List.of());
    EditedProtector dropped = editor.apply(before, owner, nothing);
    assertEquals(1, dropped.delegated().size());
    assertEquals(List.of("0", "1", "2"), ids(after(dropped)));
    ProtectorEdit keeping = ProtectorEdit.renewing(List.of());
    assertFalse(editor.apply(before, owner, keeping).changed());
  }

  @Test
  void takesChildrenOutWithTheirParent() throws KeywardException {
    ProtectorEdit edit =
        new ProtectorEdit(
            List.of(),
            List.of(GuardianHistory.of(branch.guardian())),
            List.of(),
            sealer -> false,
            true);
    EditedProtector edited = editor.apply(withDelegated(), owner, edit);
    assertEquals(1, edited.children().size());
    assertEquals(List.of("0", "2"), ids(after(edited)));
  }

  @Test
  void setsTheUnsignedOfflineUnwrapsBackToZero() throws KeywardException {
    String document = new String(protector().protector().encode(), StandardCharsets.UTF_8);
    String raised = document.replace("MaxOfflineUnwraps=\"0\"", "MaxOfflineUnwraps=\"7\"");
    VerifiedKeyProtector before =
        verifier.verify(KeyProtector.parse(raised.getBytes(StandardCharsets.UTF_8)));
    assertEquals(7, before.protector().maxOfflineUnwraps());
    EditedProtector edited = editor.apply(before, owner, ProtectorEdit.granting(trusted(third)));
    assertEquals(0, after(edited).protector().maxOfflineUnwraps());
  }
}
