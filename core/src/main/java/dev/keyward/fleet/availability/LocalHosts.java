package dev.keyward.fleet.availability;

import dev.keyward.fleet.matrix.StartCell;
import dev.keyward.fleet.topology.FleetHost;
import dev.keyward.fleet.topology.Topology;
import dev.keyward.guardian.Thumbprint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Hosts in local mode by their numbers in the topology, and what they can do with machines. The
 * files of a machine are at its site, so only hosts of that site start it.
 */
final class LocalHosts {

  private final List<FleetHost> hosts;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<Asked, StartClass.Local> known = new HashMap<>();

  /** Many machines of a host have the same keys. */
  private record Asked(int host, List<Thumbprint> keys, boolean free) {}

  LocalHosts(Topology topology) {
    hosts = topology.hosts();
    hosts.forEach(host -> numbers.put(host.name(), numbers.size()));
  }

  int number(String name) {
    return Optional.ofNullable(numbers.get(name)).orElseThrow();
  }

  /** What they can do with a machine of that host; empty where the host asks services. */
  Optional<StartClass.Local> of(FleetHost host, VmAccess access) {
    if (host.local().isEmpty()) {
      return Optional.empty();
    }
    Asked asked = new Asked(number(host.name()), access.keys(), access.needsNoKey());
    return Optional.of(known.computeIfAbsent(asked, this::computed));
  }

  /** All of the site of a host in local mode, that one first. */
  List<Integer> near(int host) {
    String site = hosts.get(host).site();
    List<Integer> others =
        numbersOf(each -> each.local().isPresent() && each.site().equals(site)).toList();
    return Stream.concat(Stream.of(host), others.stream().filter(other -> other != host)).toList();
  }

  private Stream<Integer> numbersOf(Predicate<FleetHost> wanted) {
    return IntStream.range(0, hosts.size())
        .filter(number -> wanted.test(hosts.get(number)))
        .boxed();
  }

  private StartClass.Local computed(Asked asked) {
    List<Integer> near = near(asked.host());
    return new StartClass.Local(
        asked.host(),
        near.stream().filter(number -> cell(number, asked) == StartCell.STARTS).toList(),
        near.stream().filter(number -> isOpen(cell(number, asked))).toList(),
        numbersOf(host -> host.local().isPresent())
            .filter(number -> cell(number, asked) == StartCell.STARTS)
            .toList());
  }

  private static boolean isOpen(StartCell cell) {
    return cell.isOpen() || cell == StartCell.NOT_COLLECTED;
  }

  /** Without a valid protector there are no keys; only a machine that needs none starts then. */
  private StartCell cell(int number, Asked asked) {
    if (asked.free()) {
      return StartCell.STARTS;
    }
    return asked.keys().isEmpty()
        ? StartCell.NO
        : hosts.get(number).local().orElseThrow().cell(asked.keys());
  }
}
