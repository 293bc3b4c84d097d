package dev.keyward.protector;

import static dev.keyward.guardian.trust.TestTrust.trusted;
import static dev.keyward.protector.TestGuardians.ENGINE;
import static dev.keyward.protector.TestGuardians.RANDOM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.KeywardException;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.seal.Sealer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A valid protector that is not what is expected is refused by verification itself. */
class ExpectationTest {

  private static final ProtectorVerifier VERIFIER = new ProtectorVerifier(ENGINE);

  private final GuardianKeys owner = TestGuardians.of("owner");
  private final GuardianKeys branch = TestGuardians.of("branch");
  private final GuardianKeys third = TestGuardians.of("third");
  private final ProtectorAuthor author = new ProtectorAuthor(TestTools.of(ENGINE, RANDOM));
  private final KeyProtector made = author.create(owner.signing(), trusted(branch));

  ExpectationTest() throws KeywardException {}

  /** The same wrappings, sealed by the branch. */
  private KeyProtector sealedByTheBranch() throws KeywardException {
    try (TransportKey key = TransportKey.create(RANDOM)) {
      Wrapping theirs = made.wrappings().get(1);
      return author.seal(made.wrappings(), theirs.id(), Sealer.of(branch.signing()), key);
    }
  }

  private static void assertRefused(String code, KeyProtector protector, Expectation expected) {
    KeywardException refused =
        assertThrows(KeywardException.class, () -> VERIFIER.verify(protector, expected));
    assertEquals(code, refused.fault().code());
  }

  @Test
  void whatIsExpectedIsVerified() throws KeywardException {
    Expectation expected = Expectation.ownedBy(owner.guardian()).addressedTo(branch.guardian());
    VerifiedKeyProtector verified = VERIFIER.verify(made, expected);
    assertEquals(Set.of(made.wrappings().get(1)), expected.addressed(verified));
  }

  @Test
  void anotherOwnerIsRefused() {
    assertRefused("not-the-pinned-owner", made, Expectation.ownedBy(branch.guardian()));
  }

  @Test
  void aGuardianWithoutAWrappingIsMissed() {
    Expectation expected = Expectation.ownedBy(owner.guardian()).addressedTo(third.guardian());
    assertRefused("not-addressed", made, expected);
  }

  @Test
  void anotherSealIsRefusedUnlessItIsAccepted() throws KeywardException {
    Guardian guardian = branch.guardian();
    KeyProtector sealed = sealedByTheBranch();
    Expectation expected = Expectation.ownedBy(owner.guardian());
    assertRefused("sealed-by-other", sealed, expected);
    assertRefused("sealed-by-other", sealed, expected.sealedBy(third.guardian()::hasSigningKeyOf));
    VERIFIER.verify(sealed, expected.sealedBy(guardian::hasSigningKeyOf));
    VERIFIER.verify(sealed, expected.sealedByAnybody());
  }

  @Test
  void aNameIsAnsweredByWhoIsKnown() throws KeywardException {
    KnownGuardians known = KnownGuardians.present(List.of(branch.guardian(), third.guardian()));
    VERIFIER.verify(made, Expectation.nothing().addressedTo("BRANCH", known));
    assertRefused("not-addressed", made, Expectation.nothing().addressedTo("third", known));
  }
}
