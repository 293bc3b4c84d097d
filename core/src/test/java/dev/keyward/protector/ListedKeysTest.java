package dev.keyward.protector;

import static dev.keyward.guardian.trust.TestTrust.trusted;
import static dev.keyward.protector.TestGuardians.ENGINE;
import static dev.keyward.protector.TestGuardians.RANDOM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.TestKeys;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Metadata that lists a signing key (MS-KPS, OtherSigningCertificates) claims it, and anybody can
 * claim another's. The liar lists the key of the victim, and has its encryption certificate too.
 */
class ListedKeysTest {

  private final GuardianKeys owner = TestKeys.guardian("owner", 0, 1);
  private final GuardianKeys victim = TestKeys.guardian("victim", 4, 5);
  private final GuardianKeys lister =
      TestKeys.guardian("lister", 6, 7, List.of(victim.guardian().signing()));
  private final GuardianKeys liar =
      TestKeys.guardian("liar", 6, 5, List.of(victim.guardian().signing()));
  private final ProtectorEditor editor = new ProtectorEditor(TestTools.of(ENGINE, RANDOM));
  private VerifiedKeyProtector protector;

  @BeforeEach
  void theVictimIsGranted() throws KeywardException {
    protector =
        new ProtectorVerifier(ENGINE)
            .verify(
                new ProtectorAuthor(TestTools.of(ENGINE, RANDOM))
                    .create(owner.signing(), trusted(victim)));
  }

  @Test
  void toRevokeWhoListsAKeyTakesNobodyElseOut() throws KeywardException {
    EditedProtector edited =
        editor.apply(protector, owner, ProtectorEdit.revoking(List.of(lister.guardian())));
    assertEquals(List.of(lister.guardian().name()), edited.notGranted());
    assertTrue(edited.revoked().isEmpty());
  }

  @Test
  void toGrantWhoListsAKeyTakesNobodyElsesPlace() {
    ProtectorEdit grant = ProtectorEdit.granting(trusted(liar));
    VerificationFailedException refused =
        assertThrows(
            VerificationFailedException.class, () -> editor.apply(protector, owner, grant));
    assertEquals("keys-in-use", refused.fault().code());
    assertTrue(refused.fault().hint().orElseThrow().contains("--wrapping 1"));
  }

  @Test
  void noAnswerThatSaysYesRestsOnAListedKey() throws KeywardException {
    assertTrue(protector.addressedTo(victim.guardian()).isPresent());
    assertTrue(protector.addressedTo(liar.guardian()).isEmpty());
    Expectation expected = Expectation.nothing().addressedTo(liar.guardian());
    assertThrows(NoAccessException.class, () -> expected.require(protector));
  }
}
