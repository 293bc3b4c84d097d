package dev.keyward.fleet.topology;

import dev.keyward.KeywardException;
import dev.keyward.fleet.matrix.HostMode;
import dev.keyward.fleet.matrix.HostModes;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.MatrixDraft;
import dev.keyward.fleet.topology.fact.MeasuredService;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.internal.json.YamlNode;
import dev.keyward.tpm.log.EventLog;
import dev.keyward.tpm.log.MeasuredBoot;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads the files that a topology names; errors name the place of the name, and the file. */
final class NamedFiles {

  private final TopologyFiles files;

  NamedFiles(TopologyFiles files) {
    this.files = files;
  }

  HgsDescription service(YamlNode folder) throws KeywardException, IOException {
    return read(folder, files::service);
  }

  Optional<MeasuredService> measured(YamlNode folder) throws KeywardException, IOException {
    return read(folder, files::measured);
  }

  Optional<MeasuredBoot> boot(YamlNode folder, String host) throws KeywardException, IOException {
    return read(folder, path -> files.boot(path, host));
  }

  /** The boot of an event log that a topology names. */
  MeasuredBoot boot(YamlNode log) throws KeywardException, IOException {
    return read(
        log,
        path -> MeasuredBoot.recorded(EventLog.read(files.file(path), path), Optional.empty()));
  }

  ClientConfiguration configuration(YamlNode file, List<HgsCluster> clusters)
      throws KeywardException, IOException {
    return read(file, path -> ClientConfiguration.parse(files.file(path), clusters));
  }

  /**
   * A host in local mode, and the certificates that the topology names for it.
   *
   * @param paths an empty list says that it has none; empty where none were collected
   */
  LocalHost local(String host, Optional<List<YamlNode>> paths)
      throws KeywardException, IOException {
    MatrixDraft draft = new MatrixDraft();
    draft.mode(new HostModes.Said(Optional.of(host), HostMode.LOCAL));
    if (paths.filter(List::isEmpty).isPresent()) {
      draft.collected(host);
    }
    for (YamlNode node : paths.orElse(List.of())) {
      read(
          node,
          path -> {
            files.certificates(path, host, draft);
            return draft;
          });
    }
    return draft.host(host);
  }

  private interface Reading<T> {
    T of(String path) throws KeywardException, IOException;
  }

  private static <T> T read(YamlNode node, Reading<T> reading)
      throws KeywardException, IOException {
    String path = node.text("a path");
    try {
      return reading.of(path);
    } catch (KeywardException e) {
      throw e.within(path).within(node.at().toString());
    }
  }
}
