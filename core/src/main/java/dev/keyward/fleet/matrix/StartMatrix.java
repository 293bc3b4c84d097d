package dev.keyward.fleet.matrix;

import dev.keyward.guardian.Thumbprint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which host can start which machine, by public keys alone: a machine starts on a host whose store
 * has a private key for one of the wrappings of its protector.
 */
public final class StartMatrix {

  private final List<LocalHost> hosts;
  private final List<MatrixVm> vms;
  private final List<List<String>> clusters;
  private final MatrixInputs inputs;
  private final Map<String, LocalHost> byName = new HashMap<>();

  StartMatrix(
      List<LocalHost> hosts, List<MatrixVm> vms, List<List<String>> clusters, MatrixInputs inputs) {
    this.hosts = List.copyOf(hosts);
    this.vms = List.copyOf(vms);
    this.clusters = clusters.stream().map(List::copyOf).toList();
    this.inputs = inputs;
    hosts.forEach(host -> byName.put(host.name(), host));
  }

  /** The columns. */
  public List<LocalHost> hosts() {
    return hosts;
  }

  /** The rows. */
  public List<MatrixVm> vms() {
    return vms;
  }

  /** The nodes of each cluster, as they are spelled everywhere. */
  public List<List<String>> clusters() {
    return clusters;
  }

  /** Which hosts the inputs named. */
  public MatrixInputs inputs() {
    return inputs;
  }

  /** The host of that name, as it is spelled everywhere. */
  public Optional<LocalHost> host(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Whether the host of a machine asks a service, and so uses no certificates of hosts. */
  public boolean isServed(MatrixVm vm) {
    return vm.host().flatMap(this::host).filter(host -> !host.isLocal()).isPresent();
  }

  /** Whether a host can start a machine. */
  public StartCell cell(MatrixVm vm, LocalHost host) {
    return vm.isJudged() ? host.cell(vm.keys()) : StartCell.NOT_JUDGED;
  }

  /** The hosts of a machine that have one of these cells. */
  public List<String> hosts(MatrixVm vm, Set<StartCell> cells) {
    if (!vm.isJudged()) {
      return List.of();
    }
    List<Thumbprint> keys = vm.keys();
    return hosts.stream()
        .filter(host -> cells.contains(host.cell(keys)))
        .map(LocalHost::name)
        .toList();
  }

  /** Whether two names may be those of one host: a short name fits several. */
  public boolean mayBeOne(String name, String other) {
    Map<String, List<String>> ambiguous = inputs.ambiguous();
    return name.equals(other)
        || ambiguous.getOrDefault(name, List.of()).contains(other)
        || ambiguous.getOrDefault(other, List.of()).contains(name);
  }

  /** These hosts without short names that may be of another one among them. */
  public List<String> apart(List<String> names) {
    return names.stream()
        .filter(
            name ->
                inputs.ambiguous().getOrDefault(name, List.of()).stream()
                    .noneMatch(names::contains))
        .toList();
  }

  /** The nodes of the cluster that moves a machine; none where no cluster has its host. */
  public List<String> nodes(MatrixVm vm) {
    return vm.isClustered() && vm.host().isPresent()
        ? clusters.stream()
            .filter(nodes -> nodes.contains(vm.host().get()))
            .flatMap(List::stream)
            .distinct()
            .toList()
        : List.of();
  }
}
