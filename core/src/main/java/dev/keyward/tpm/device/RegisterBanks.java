package dev.keyward.tpm.device;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.internal.tpm.Algorithms;
import dev.keyward.internal.tpm.FieldReader;
import dev.keyward.internal.tpm.FieldWriter;
import dev.keyward.tpm.structure.PcrSelection;
import java.io.IOException;
import java.util.BitSet;

/** Which registers a TPM has in use. */
final class RegisterBanks {

  private static final int REGISTERS = 5;
  private static final int MOST_BANKS = 16;

  private RegisterBanks() {}

  /**
   * Refuses a TPM whose registers for SHA-256 are not in use.
   *
   * @throws UnsupportedFormatException code {@code no-sha256-bank}
   */
  static void requireSha256(TpmDevice tpm) throws IOException, KeywardException {
    byte[] wanted = new FieldWriter().number32(REGISTERS).number32(0).number32(1).written();
    FieldReader answer = tpm.run(Command.plain(Command.GET_CAPABILITY, new int[0], wanted));
    answer.number8();
    if (answer.number32() != REGISTERS) {
      throw answer.fault("another capability");
    }
    long banks = answer.number32();
    for (int bank = 0; bank < Math.min(banks, MOST_BANKS); bank++) {
      boolean isSha256 = answer.number16() == Algorithms.SHA256;
      BitSet registers = BitSet.valueOf(answer.bytes(answer.number8()));
      if (isSha256 && PcrSelection.QUOTED.stream().allMatch(registers::get)) {
        return;
      }
    }
    throw new UnsupportedFormatException(
        Fault.of(
                "no-sha256-bank",
                tpm.address(),
                "a TPM without registers for SHA-256 in use",
                "registers 0 to 14")
            .withHint("turn on the SHA-256 bank in the firmware's settings"));
  }
}
