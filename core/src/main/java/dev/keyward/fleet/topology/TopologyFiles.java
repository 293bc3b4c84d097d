package dev.keyward.fleet.topology;

import dev.keyward.KeywardException;
import dev.keyward.fleet.matrix.MatrixDraft;
import dev.keyward.hgs.description.HgsDescription;
import java.io.IOException;
import java.time.Instant;

/** Reads what a topology names. */
public interface TopologyFiles {

  /** The service in the folder of that path, relative to the topology. */
  HgsDescription service(String folder) throws KeywardException, IOException;

  /** The bytes of the file of that path, relative to the topology; at most 1 MiB. */
  byte[] file(String path) throws KeywardException, IOException;

  /**
   * Reads the certificates of hosts in local mode into {@code draft}.
   *
   * @param path a file or a folder, relative to the topology
   * @param host the host that they are of where they name none
   */
  void certificates(String path, String host, MatrixDraft draft)
      throws KeywardException, IOException;

  /**
   * When the certificates of services and hosts are judged; without a clock none of them has ended.
   */
  default Instant now() {
    return Instant.EPOCH;
  }
}
