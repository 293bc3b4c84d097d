package dev.keyward.tpm.log;

import dev.keyward.guardian.Thumbprint;
import java.util.Optional;

/**
 * One event of a log. The register holds its digest and its order alone: the type and the data are
 * claims of the log's writer, and only {@link #coveredData} is more.
 *
 * @param number its place in the log; the header is number 0
 * @param register the register that it was measured into, 0 to 23
 * @param type its type in the numbers of the TCG; no digest covers it
 * @param digest what the register was extended by
 * @param data its data as the log has them; in general no digest covers them
 */
public record LogEvent(int number, int register, long type, Thumbprint digest, byte[] data) {

  /** Copies the data. */
  public LogEvent {
    data = data.clone();
  }

  @Override
  public byte[] data() {
    return data.clone();
  }

  /** Its data, if the digest is that of these data. */
  public Optional<byte[]> coveredData() {
    return Thumbprint.of(data).equals(digest) ? Optional.of(data.clone()) : Optional.empty();
  }

  @Override
  public String toString() {
    return "event " + number + " in register " + register;
  }
}
