package dev.keyward.tpm.structure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.internal.crypto.TestKeys;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** Secrets that one TPM alone can open. */
class CredentialTest {

  private static final byte[] SECRET =
      "a secret of at most 32 bytes....".getBytes(StandardCharsets.UTF_8);

  private static final SecureRandom RANDOM = TestKeys.random(281);

  private static final StandInTpm TPM = StandInTpm.of(TestKeys.FIRST, TestKeys.SECOND);
  private static final StandInTpm OTHER = StandInTpm.of(TestKeys.SECOND, TestKeys.FIRST);

  private static Credential credential(StandInTpm endorsement, StandInTpm attestation) {
    return Credential.make(
        endorsement.endorsementKey().key(), attestation.key().name(), SECRET, RANDOM);
  }

  private static void refused(Credential credential) {
    KeyUnusableException e =
        assertThrows(KeyUnusableException.class, () -> TPM.activate(credential));
    assertEquals("tpm-error", e.fault().code());
  }

  @Test
  void theTpmOpensIt() throws KeywardException {
    assertArrayEquals(SECRET, TPM.activate(credential(TPM, TPM)));
  }

  @Test
  void anotherTpmDoesNotOpenIt() {
    refused(credential(OTHER, TPM));
  }

  @Test
  void aTpmWithoutTheAttestationKeyDoesNotOpenIt() {
    refused(credential(TPM, OTHER));
  }

  @Test
  void noChangedByteOpensIt() throws KeywardException {
    Credential made = credential(TPM, TPM);
    for (int at = 0; at < made.object().length; at++) {
      byte[] object = made.object();
      object[at] ^= 1;
      refused(Credential.of(object, made.seed()));
    }
  }

  @Test
  void aLargeCredentialIsRefusedUnread() {
    assertThrows(KeywardException.class, () -> Credential.of(new byte[1025], new byte[0]));
  }
}
