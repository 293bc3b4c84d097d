package dev.keyward.vm.shielding;

import dev.keyward.KeywardException;
import dev.keyward.vm.layout.PartKeys;
import dev.keyward.vm.sealing.SealedPart;
import java.io.IOException;
import java.io.OutputStream;

/** Shielding data whose part keys are at hand; closing wipes them and leaves the file open. */
public final class OpenedShieldingData implements AutoCloseable {

  private final ShieldingData file;
  private final PartKeys keys;

  OpenedShieldingData(ShieldingData file, PartKeys keys) {
    this.file = file;
    this.keys = keys;
  }

  /** The file. */
  public ShieldingData file() {
    return file;
  }

  /**
   * Decrypts a part to {@code out}. What was written by the time of an error must not be used.
   *
   * @throws dev.keyward.VerificationFailedException code {@code part-changed}
   */
  public void copy(SealedPart part, OutputStream out) throws KeywardException, IOException {
    file.blocks().copy(part, keys, file.header().form(), out);
  }

  @Override
  public void close() {
    keys.close();
  }
}
