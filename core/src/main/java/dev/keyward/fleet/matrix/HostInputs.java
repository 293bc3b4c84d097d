package dev.keyward.fleet.matrix;

import dev.keyward.guardian.Thumbprint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which certificates each input tells of a host. */
final class HostInputs {

  private final Map<String, Map<Integer, Set<Thumbprint>>> byHost = new LinkedHashMap<>();

  void add(String host, int input, Thumbprint certificate) {
    byHost
        .computeIfAbsent(host, absent -> new HashMap<>())
        .computeIfAbsent(input, absent -> new HashSet<>())
        .add(certificate);
  }

  /** Hosts of which two inputs tell different certificates, as exports of different days do. */
  Set<String> mixed() {
    Set<String> mixed = new LinkedHashSet<>();
    byHost.forEach(
        (host, inputs) -> {
          if (new HashSet<>(inputs.values()).size() > 1) {
            mixed.add(host);
          }
        });
    return mixed;
  }
}
