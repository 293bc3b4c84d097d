package dev.keyward.host;

import dev.keyward.KeywardException;
import dev.keyward.vm.OpenedVm;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A shielded VM to start.
 *
 * @param file its file, which is replaced
 * @param acceptance what the operator takes although the host remembers something else
 * @param parts what is done with the opened machine
 */
public record StartOrder(Path file, Acceptance acceptance, PartsReceiver parts) {

  /** Takes what an opened machine holds. */
  @FunctionalInterface
  public interface PartsReceiver {

    /** Before the file is replaced; what this throws ends the start, and the file stays. */
    void receive(OpenedVm opened) throws KeywardException, IOException;
  }
}
