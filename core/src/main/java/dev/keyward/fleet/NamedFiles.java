package dev.keyward.fleet;

import dev.keyward.KeywardException;
import dev.keyward.internal.json.YamlNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the files that a topology names; errors name the place of the name, and the file. */
final class NamedFiles {

  private final TopologyFiles files;

  NamedFiles(TopologyFiles files) {
    this.files = files;
  }

  /**
   * Of the given hosts, those that are registered with the service in a folder: it may know hosts
   * of other fleets. Names have no case there.
   */
  List<String> registered(YamlNode folder, Set<String> hosts) throws KeywardException, IOException {
    Set<String> known =
        read(
            folder,
            path ->
                files.service(path).hosts().stream()
                    .map(host -> host.name().toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet()));
    return hosts.stream().filter(host -> known.contains(host.toLowerCase(Locale.ROOT))).toList();
  }

  ClientConfiguration configuration(YamlNode file, List<HgsCluster> clusters)
      throws KeywardException, IOException {
    return read(file, path -> ClientConfiguration.parse(files.file(path), clusters));
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
