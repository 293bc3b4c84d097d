package dev.keyward.tpm.log;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.tpm.structure.PcrSelection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The values of the 24 registers of the SHA-256 bank.
 *
 * @param values by number
 */
public record RegisterValues(List<Thumbprint> values) {

  /** How many registers a TPM has. */
  public static final int COUNT = 24;

  /** Copies the list. */
  public RegisterValues {
    values = List.copyOf(values);
    if (values.size() != COUNT) {
      throw new IllegalArgumentException(values.size() + " registers");
    }
  }

  /**
   * After a reset.
   *
   * @param first the value of register 0, which holds the locality of the start
   */
  static RegisterValues atStart(Thumbprint first) {
    Thumbprint zero = Thumbprint.ofDigest(new byte[Thumbprint.SIZE]);
    List<Thumbprint> values = new ArrayList<>(Collections.nCopies(COUNT, zero));
    values.set(0, first);
    return new RegisterValues(values);
  }

  /** The value of one register. */
  public Thumbprint value(int register) {
    return values.get(register);
  }

  /** These values with one register extended by {@code digest}. */
  RegisterValues extended(int register, Thumbprint digest) {
    List<Thumbprint> next = new ArrayList<>(values);
    next.set(register, Thumbprint.of(values.get(register).bytes(), digest.bytes()));
    return new RegisterValues(next);
  }

  /** What a quote over {@link PcrSelection#QUOTED} has as its digest at these values. */
  public Thumbprint quoted() {
    byte[][] parts =
        PcrSelection.QUOTED.stream().map(each -> values.get(each).bytes()).toArray(byte[][]::new);
    return Thumbprint.of(parts);
  }
}
