package dev.keyward.tpm.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices that answer something else than a TPM does. */
class HostileTpmTest {

  private static final int ROUNDS = 2_000;

  /** Answers every command with the same bytes. */
  private record Answering(byte[] response) implements Transport {

    @Override
    public byte[] exchange(byte[] command) {
      return response.clone();
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private static TpmDevice device(String hex) {
    return TpmDevice.over("/dev/tpmrm0", new Answering(HexFormat.of().parseHex(hex)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80010000000b00000000",
        "80010000000a0000000000",
        "80010000000a00000000",
        "80020000000a00000000",
        "8001000000130000000000000000060000000000",
        "80010000001300000000000000000500ffffff",
      })
  void anAnswerOfAnotherFormIsRefused(String hex) {
    assertThrows(MalformedInputException.class, () -> AttestationKey.create(device(hex)));
  }

  @Test
  void aTpmWithoutSha256IsNamed() {
    UnsupportedFormatException e =
        assertThrows(
            UnsupportedFormatException.class,
            () ->
                AttestationKey.create(
                    device("80010000001900000000000000000500000001000403ffffff")));
    assertEquals("no-sha256-bank", e.fault().code());
  }

  @Test
  void aLockedTpmIsNamed() {
    KeyUnusableException e =
        assertThrows(
            KeyUnusableException.class,
            () -> AttestationKey.create(device("80010000000a00000921")));
    assertEquals(
        "command 0x17a ended with 0x921 (the TPM is locked after wrong passwords)",
        e.fault().found());
  }

  @Test
  void aBusyTpmIsWorthAnotherTry() {
    KeyUnusableException e =
        assertThrows(
            KeyUnusableException.class, () -> TpmIdentity.read(device("80010000000a00000922")));
    assertTrue(e.isWorthRetrying());
  }

  @Test
  void noAnswerEndsInAnotherError() {
    Random random = new Random(31);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] response = new byte[10 + random.nextInt(64)];
      random.nextBytes(response);
      response[0] = (byte) 0x80;
      response[1] = (byte) (1 + random.nextInt(2));
      response[2] = 0;
      response[3] = 0;
      response[4] = 0;
      response[5] = (byte) response.length;
      for (int at = 6; at < 10; at++) {
        response[at] = 0;
      }
      TpmDevice device = TpmDevice.over("device", new Answering(response));
      assertThrows(KeywardException.class, () -> TpmIdentity.read(device));
    }
  }

  @Test
  void aFileIsNoTpm() throws IOException {
    assertThrows(IOException.class, () -> TpmDevice.open("/dev/no-such-tpm"));
  }
}
