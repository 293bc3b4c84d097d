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
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.TestKeys;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import dev.keyward.protector.seal.Sealer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Edits of protectors whose guardians or owner have changed keys since. */
class RenewedKeysTest {

  private static final Instant THEN = Instant.parse("2026-11-01T00:00:00Z");

  private final GuardianKeys owner = TestKeys.guardian("owner", 5, 6);
  private final GuardianKeys ownerNow = TestKeys.guardian("owner", 5, 9);
  private final GuardianKeys old = TestKeys.guardian("hgs", 0, 1);
  private final GuardianKeys fresh = TestKeys.guardian("hgs", 0, 2);
  private final GuardianKeys moved = TestKeys.guardian("hgs", 3, 4);
  private final GuardianKeys other = TestKeys.guardian("other", 7, 8);
  private final ProtectorVerifier verifier = new ProtectorVerifier(ENGINE);
  private final ProtectorAuthor author = new ProtectorAuthor(TestTools.of(ENGINE, RANDOM));
  private final ProtectorEditor editor = new ProtectorEditor(TestTools.of(ENGINE, RANDOM));

  private VerifiedKeyProtector protector(GuardianKeys... guardians) throws KeywardException {
    return verifier.verify(author.create(owner.signing(), trusted(guardians)));
  }

  private VerifiedKeyProtector after(EditedProtector edited) throws KeywardException {
    return verifier.verify(KeyProtector.parse(edited.protector().encode()));
  }

  private static List<Long> ids(List<Wrapping> wrappings) {
    return wrappings.stream().map(each -> each.id().value()).toList();
  }

  private void opens(VerifiedKeyProtector protector, GuardianKeys keys) throws KeywardException {
    protector.open(keys.opening(), ENGINE, RANDOM).close();
  }

  private static TrustedHistory history(GuardianKeys then, GuardianKeys now)
      throws KeywardException {
    GuardianHistory history = GuardianHistory.of(then.guardian()).replacedBy(now.guardian(), THEN);
    return new TrustedHistory(history, trusted(now.guardian()));
  }

  private EditedProtector renewed(VerifiedKeyProtector before, TrustedHistory... guardians)
      throws KeywardException {
    return editor.apply(before, owner, ProtectorEdit.renewing(List.of(guardians)));
  }

  @Test
  void aGrantOfANewEncryptionKeyReplacesTheWrappingUnderItsId() throws KeywardException {
    EditedProtector edited =
        editor.apply(protector(old, other), owner, ProtectorEdit.granting(trusted(fresh)));
    VerifiedKeyProtector after = after(edited);
    assertEquals(List.of(0L, 1L, 2L), ids(after.wrappings()));
    assertEquals(List.of(1L), ids(edited.renewed()));
    opens(after, fresh);
    assertThrows(NoAccessException.class, () -> opens(after, old));
  }

  @Test
  void aGrantOfTwoNewKeysAddsAWrapping() throws KeywardException {
    EditedProtector edited =
        editor.apply(protector(old), owner, ProtectorEdit.granting(trusted(moved)));
    opens(after(edited), old);
    opens(after(edited), moved);
  }

  @Test
  void aGrantDoesNotTakeTheWrappingOfAnotherThatHasTheEncryptionKey() throws KeywardException {
    Guardian thief =
        TestKeys.unchecked(
            new GuardianCertificates(
                other.guardian().name(),
                other.guardian().signing(),
                old.guardian().encryption(),
                List.of()),
            ENGINE.sign(other.signing().key(), old.guardian().encryption().der()));
    VerifiedKeyProtector before = protector(old);
    VerificationFailedException refused =
        assertThrows(
            VerificationFailedException.class,
            () -> editor.apply(before, owner, ProtectorEdit.granting(List.of(trusted(thief)))));
    assertEquals("keys-in-use", refused.fault().code());
  }

  @Test
  void aRevocationTakesEveryGenerationOut() throws KeywardException {
    ProtectorEdit edit =
        new ProtectorEdit(
            List.of(), List.of(history(old, moved).history()), List.of(), sealer -> false, false);
    EditedProtector edited = editor.apply(protector(old, moved, other), owner, edit);
    assertEquals(List.of(1L, 2L), ids(edited.revoked()));
    assertEquals(List.of(0L, 3L), ids(after(edited).wrappings()));
  }

  @Test
  void aRenewalPutsTheCurrentKeysInTheirPlace() throws KeywardException {
    EditedProtector edited = renewed(protector(old, other), history(old, moved));
    VerifiedKeyProtector after = after(edited);
    assertEquals(List.of(0L, 1L, 2L), ids(after.wrappings()));
    opens(after, moved);
    opens(after, other);
    assertThrows(NoAccessException.class, () -> opens(after, old));
  }

  @Test
  void aRenewalKeepsTheTransportKey() throws KeywardException {
    VerifiedKeyProtector before = protector(old);
    VerifiedKeyProtector after = after(renewed(before, history(old, fresh)));
    try (TransportKey then = before.open(old.opening(), ENGINE, RANDOM);
        TransportKey now = after.open(fresh.opening(), ENGINE, RANDOM)) {
      assertTrue(then.bytes().sameAs(now.bytes()));
    }
  }

  @Test
  void whereTheCurrentKeyIsThereTheFormerOneIsDropped() throws KeywardException {
    EditedProtector edited = renewed(protector(old, moved), history(old, moved));
    assertEquals(List.of(0L, 2L), ids(after(edited).wrappings()));
  }

  @Test
  void aRenewalOfTheOwnerChangesItsEncryptionKeyAndKeepsChildren() throws KeywardException {
    EditedProtector edited = renewed(protector(other), history(owner, ownerNow));
    VerifiedKeyProtector after = after(edited);
    opens(after, ownerNow);
    opens(after, other);
    assertTrue(after.isSealedByOwner());
    assertEquals(List.of(0L), ids(edited.renewed()));
  }

  @Test
  void aRenewalNeverChangesTheOwnersSigningKey() throws KeywardException {
    GuardianKeys another = TestKeys.guardian("owner", 10, 11);
    EditedProtector edited = renewed(protector(other), history(owner, another));
    assertFalse(edited.changed());
    assertEquals(List.of(0L), ids(edited.left()));
  }

  @Test
  void aWrappingThatAnotherLetInIsLeft() throws KeywardException {
    VerifiedKeyProtector before = withChild();
    EditedProtector edited = renewed(before, history(old, fresh));
    assertFalse(edited.changed());
    assertEquals(List.of(9L), ids(edited.left()));
  }

  /** The other let the old one in. */
  private VerifiedKeyProtector withChild() throws KeywardException {
    VerifiedKeyProtector before = protector(other);
    try (TransportKey key = before.open(other.opening(), ENGINE, RANDOM)) {
      Wrapping parent = before.addressedTo(other.guardian()).orElseThrow();
      List<Wrapping> wrappings = new ArrayList<>(before.wrappings());
      wrappings.add(
          author.grant(
              new WrappingId(9),
              parent.id(),
              other.signing(),
              new ProtectorAuthor.Addressee(Grantee.of(trusted(old.guardian())), key)));
      return verifier.verify(
          author.seal(wrappings, before.owner().id(), Sealer.of(owner.signing()), key));
    }
  }

  @Test
  void childrenGoOnlyWhereTheirParentsSigningKeyWent() throws KeywardException {
    GuardianKeys sameSigner = TestKeys.guardian("other", 7, 12);
    EditedProtector kept = renewed(withChild(), history(other, sameSigner));
    assertEquals(List.of(), kept.children());
    GuardianKeys newSigner = TestKeys.guardian("other", 13, 12);
    EditedProtector without = renewed(withChild(), history(other, newSigner));
    assertEquals(List.of(9L), ids(without.children()));
    opens(after(without), newSigner);
  }

  @Test
  void aRenewalDoesNotTakeOnAForeignSeal() throws KeywardException {
    VerifiedKeyProtector before = protector(old);
    Wrapping theirs = before.addressedTo(old.guardian()).orElseThrow();
    try (TransportKey key = before.open(old.opening(), ENGINE, RANDOM)) {
      VerifiedKeyProtector sealed =
          verifier.verify(
              author.seal(before.wrappings(), theirs.id(), Sealer.of(old.signing()), key));
      assertThrows(NotTrustedException.class, () -> renewed(sealed, history(old, fresh)));
    }
  }

  @Test
  void aHandOverKeepsTheTransportKeyAndLeavesTheOldOwnerOut() throws KeywardException {
    VerifiedKeyProtector before = protector(old, other);
    GuardianKeys heir = moved;
    KeyProtector made =
        new HandOver(TestTools.of(ENGINE, RANDOM))
            .apply(
                before,
                other.opening(),
                new HandOver.Heir(heir.signing(), trusted(old), List.of(), sealer -> false));
    VerifiedKeyProtector after = verifier.verify(KeyProtector.parse(made.encode()));
    assertTrue(after.isOwnedBy(heir.guardian().signing()));
    assertThrows(NoAccessException.class, () -> opens(after, owner));
    assertThrows(NoAccessException.class, () -> opens(after, other));
    try (TransportKey then = before.open(old.opening(), ENGINE, RANDOM);
        TransportKey now = after.open(heir.opening(), ENGINE, RANDOM)) {
      assertTrue(then.bytes().sameAs(now.bytes()));
    }
  }

  @Test
  void aHandOverKeepsAWrappingThatIsNamed() throws KeywardException {
    VerifiedKeyProtector before = protector(old, other);
    Wrapping kept = before.wrappings().get(2);
    KeyProtector made =
        new HandOver(TestTools.of(ENGINE, RANDOM))
            .apply(
                before,
                owner.opening(),
                new HandOver.Heir(moved.signing(), List.of(), List.of(kept), sealer -> false));
    opens(verifier.verify(made), other);
  }
}
