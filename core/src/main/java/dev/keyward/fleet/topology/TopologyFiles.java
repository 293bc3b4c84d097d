package dev.keyward.fleet.topology;

import dev.keyward.KeywardException;
import dev.keyward.fleet.matrix.MatrixDraft;
import dev.keyward.fleet.topology.fact.MeasuredService;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.tpm.log.MeasuredBoot;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Reads what a topology names. */
public interface TopologyFiles {

  /** The service in the folder of that path, relative to the topology. */
  HgsDescription service(String folder) throws KeywardException, IOException;

  /** How that service judges measured hosts; empty where it attests none. */
  default Optional<MeasuredService> measured(String folder) throws KeywardException, IOException {
    return Optional.empty();
  }

  /** The last boot of that host that the service in the folder has recorded. */
  default Optional<MeasuredBoot> boot(String folder, String host)
      throws KeywardException, IOException {
    return Optional.empty();
  }

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
