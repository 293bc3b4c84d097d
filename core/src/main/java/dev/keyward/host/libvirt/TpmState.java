package dev.keyward.host.libvirt;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.vm.sealing.SwtpmState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The file in which swtpm keeps the encrypted state of a virtual TPM. */
public final class TpmState {

  /** swtpm's own are some 100 KiB. */
  private static final int MOST_BYTES = 16 << 20;

  private TpmState() {}

  /**
   * The SHA-256 of the state; empty where there is none yet.
   *
   * @throws MalformedInputException code {@code vtpm-state}: no state of swtpm, or one in the clear
   */
  public static Optional<Thumbprint> digest(Path file) throws KeywardException, IOException {
    try {
      byte[] content = SafeFiles.readAtMost(file, MOST_BYTES);
      SwtpmState kind = SwtpmState.read(new ByteArrayInputStream(content), content.length);
      if (kind != SwtpmState.ENCRYPTED) {
        throw new MalformedInputException(
            Fault.of("vtpm-state", "", "a state that is not encrypted", "one under a passphrase"));
      }
      return Optional.of(Thumbprint.of(content));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (MalformedInputException e) {
      throw e.within(file.toString());
    }
  }
}
