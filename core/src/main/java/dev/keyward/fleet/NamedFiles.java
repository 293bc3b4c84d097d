package dev.keyward.fleet;

import dev.keyward.KeywardException;
import dev.keyward.hgs.RegisteredHost;
import dev.keyward.internal.json.YamlNode;
import java.io.IOException;
import java.util.List;

/** Reads the files that a topology names; errors name the place of the name, and the file. */
final class NamedFiles {

  private final TopologyFiles files;

  NamedFiles(TopologyFiles files) {
    this.files = files;
  }

  List<String> registered(YamlNode folder) throws KeywardException, IOException {
    return read(
        folder,
        path ->
            files.service(path).hosts().stream()
                .map(RegisteredHost::name)
                .map(Object::toString)
                .toList());
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
