package dev.keyward.tpm.structure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Secrets that one TPM alone can open. */
class CredentialTest {

  private static final byte[] SECRET = "a secret of at most 32 bytes....".getBytes();

  private static final SecureRandom RANDOM = new SecureRandom();

  private static StandInTpm tpm;
  private static StandInTpm other;

  @BeforeAll
  static void makeKeys() {
    tpm = StandInTpm.create(RANDOM);
    other = StandInTpm.create(RANDOM);
  }

  private static Credential credential(StandInTpm endorsement, StandInTpm attestation) {
    return Credential.make(
        endorsement.endorsementKey().key(), attestation.key().name(), SECRET, RANDOM);
  }

  private static void refused(Credential credential) {
    KeyUnusableException e =
        assertThrows(KeyUnusableException.class, () -> tpm.activate(credential));
    assertEquals("tpm-error", e.fault().code());
  }

  @Test
  void theTpmOpensIt() throws KeywardException {
    assertArrayEquals(SECRET, tpm.activate(credential(tpm, tpm)));
  }

  @Test
  void anotherTpmDoesNotOpenIt() {
    refused(credential(other, tpm));
  }

  @Test
  void aTpmWithoutTheAttestationKeyDoesNotOpenIt() {
    refused(credential(tpm, other));
  }

  @Test
  void noChangedByteOpensIt() throws KeywardException {
    Credential made = credential(tpm, tpm);
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
