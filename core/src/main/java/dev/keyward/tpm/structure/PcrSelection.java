package dev.keyward.tpm.structure;

import dev.keyward.MalformedInputException;
import dev.keyward.internal.tpm.Algorithms;
import dev.keyward.internal.tpm.FieldReader;
import dev.keyward.internal.tpm.FieldWriter;
import java.util.List;

/** The registers that a quote is over: those of the SHA-256 bank that Keyward judges. */
public final class PcrSelection {

  /** The registers, in their order. */
  public static final List<Integer> QUOTED = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 14);

  private static final int BYTES = 3;

  private PcrSelection() {}

  /** Whether a register is among the quoted ones. */
  public static boolean isQuoted(int register) {
    return QUOTED.contains(register);
  }

  /** TPML_PCR_SELECTION with one bank (part 2, 10.9.7). */
  public static byte[] encode() {
    int bits = 0;
    for (int register : QUOTED) {
      bits |= 1 << register;
    }
    FieldWriter fields = new FieldWriter().number32(1).number16(Algorithms.SHA256).number8(BYTES);
    for (int at = 0; at < BYTES; at++) {
      fields.number8(bits >> at * Byte.SIZE);
    }
    return fields.written();
  }

  /** Reads a selection and refuses another one. */
  static void expect(FieldReader fields) throws MalformedInputException {
    byte[] expected = encode();
    byte[] read = fields.bytes(Math.min(expected.length, fields.left()));
    if (!java.util.Arrays.equals(read, expected)) {
      throw fields.fault("another selection of registers");
    }
  }
}
