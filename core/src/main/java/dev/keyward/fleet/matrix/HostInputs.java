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
  private int input;

  /** What follows is from another input. */
  void next() {
    input++;
  }

  /** A certificate of a host, as the input spells that. */
  void add(String host, Thumbprint certificate) {
    add(host, input, Set.of(certificate));
  }

  private void add(String host, int number, Set<Thumbprint> certificates) {
    byHost
        .computeIfAbsent(host, absent -> new HashMap<>())
        .computeIfAbsent(number, absent -> new HashSet<>())
        .addAll(certificates);
  }

  /** Hosts for which two inputs give different certificates, as exports of different days do. */
  Set<String> mixed(HostBook book) {
    HostInputs known = new HostInputs();
    byHost.forEach(
        (spelled, inputs) ->
            book.find(spelled)
                .ifPresent(host -> inputs.forEach((number, all) -> known.add(host, number, all))));
    Set<String> mixed = new LinkedHashSet<>();
    known.byHost.forEach(
        (host, inputs) -> {
          if (new HashSet<>(inputs.values()).size() > 1) {
            mixed.add(host);
          }
        });
    return mixed;
  }
}
