package dev.keyward.tpm.device;

import java.io.Closeable;
import java.io.IOException;

/** Carries one command to a TPM at a time. */
interface Transport extends Closeable {

  /** The most bytes of a command or a response. */
  int MOST_BYTES = 4096;

  /** The size of a response's header: tag, size, code. */
  int HEADER_BYTES = 10;

  /** Sends a whole command and returns the whole response, which is at least a header. */
  byte[] exchange(byte[] command) throws IOException;
}
