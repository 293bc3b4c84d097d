package dev.keyward.tpm.device;

import dev.keyward.KeywardException;
import dev.keyward.internal.tpm.FieldWriter;
import java.io.IOException;

/** A key or a session that lies in the TPM's memory, which holds only few of them. */
final class LoadedObject implements AutoCloseable {

  private final TpmDevice tpm;
  private final int handle;

  LoadedObject(TpmDevice tpm, int handle) {
    this.tpm = tpm;
    this.handle = handle;
  }

  int handle() {
    return handle;
  }

  @Override
  public void close() throws IOException, KeywardException {
    byte[] flushed = new FieldWriter().number32(handle).written();
    tpm.run(Command.plain(Command.FLUSH_CONTEXT, new int[0], flushed));
  }
}
