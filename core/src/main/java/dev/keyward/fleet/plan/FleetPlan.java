package dev.keyward.fleet.plan;

import dev.keyward.fleet.matrix.Backup;
import dev.keyward.fleet.matrix.HostCertificate;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.fleet.matrix.StartCell;
import dev.keyward.fleet.matrix.StartMatrix;
import dev.keyward.fleet.plan.PlanStep.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The steps for a whole fleet: every node of a cluster gets the keys of the cluster's machines,
 * what a backup holds comes back, and keys that one host alone has are saved.
 */
public final class FleetPlan {

  private static final Set<StartCell> MAY =
      Set.of(StartCell.STARTS, StartCell.KEY_UNKNOWN, StartCell.KEY_IN_MY);
  private static final Set<Kind> KEPT = Set.of(Kind.EXPORT, Kind.COPY, Kind.IMPORT, Kind.UNSOLVED);

  private final StartMatrix matrix;
  private final Optional<Backup> backup;
  private final Map<String, List<MatrixVm>> wanted = new HashMap<>();
  private final Map<String, List<MatrixVm>> alone = new HashMap<>();
  private final List<PlanStep> steps = new ArrayList<>();

  private FleetPlan(StartMatrix matrix, Optional<Backup> backup) {
    this.matrix = matrix;
    this.backup = backup;
  }

  /** The steps in order, the hosts in that of the matrix; none where there is nothing to do. */
  public static List<PlanStep> of(StartMatrix matrix, Optional<Backup> backup) {
    FleetPlan plan = new FleetPlan(matrix, backup);
    matrix.vms().forEach(plan::sort);
    matrix.hosts().forEach(plan::target);
    matrix.hosts().forEach(plan::save);
    if (!plan.steps.isEmpty()) {
      plan.words();
    }
    return List.copyOf(plan.steps);
  }

  private void sort(MatrixVm vm) {
    List<String> starters = matrix.apart(matrix.hosts(vm, Set.of(StartCell.STARTS)));
    if (starters.size() == 1 && !isWhole(vm)) {
      alone.computeIfAbsent(starters.get(0), absent -> new ArrayList<>()).add(vm);
    }
    Stream.concat(matrix.nodes(vm).stream(), vm.host().stream())
        .distinct()
        .flatMap(name -> matrix.host(name).stream())
        .filter(host -> lacks(vm, host) || comesBack(vm, host))
        .forEach(host -> wanted.computeIfAbsent(host.name(), absent -> new ArrayList<>()).add(vm));
  }

  private void target(LocalHost host) {
    List<MatrixVm> vms = wanted.getOrDefault(host.name(), List.of());
    MovePlan.of(matrix, host, vms, backup).stream()
        .filter(step -> KEPT.contains(step.kind()))
        .forEach(steps::add);
  }

  /** Whether a host is a node for a machine, and cannot start it where another one can. */
  private boolean lacks(MatrixVm vm, LocalHost host) {
    return matrix.nodes(vm).contains(host.name())
        && matrix.cell(vm, host).isNo()
        && (!matrix.hosts(vm, Set.of(StartCell.STARTS)).isEmpty() || isKept(vm));
  }

  /** Whether a machine of a host starts nowhere, and would after an import of the backup. */
  private boolean comesBack(MatrixVm vm, LocalHost host) {
    return vm.host().filter(host.name()::equals).isPresent()
        && matrix.cell(vm, host).isNo()
        && matrix.hosts(vm, MAY).isEmpty()
        && isKept(vm);
  }

  private boolean isKept(MatrixVm vm) {
    return backup.filter(files -> files.of(vm).starts()).isPresent();
  }

  /** The keys of machines that this host alone starts, unless a backup holds them whole. */
  private void save(LocalHost host) {
    List<MatrixVm> vms = alone.getOrDefault(host.name(), List.of());
    if (!vms.isEmpty()) {
      steps.add(
          new PlanStep(
              Kind.EXPORT,
              "save the keys of " + host + ": it alone starts these VMs",
              Optional.of(host.name()),
              KeyTransfer.exportLines(
                  host.shielded().stream()
                      .filter(HostCertificate::hasKey)
                      .map(HostCertificate::certificate)
                      .distinct()
                      .toList()),
              vms.stream().map(MatrixVm::label).toList()));
    }
  }

  private boolean isWhole(MatrixVm vm) {
    return backup.filter(files -> files.of(vm).isWhole()).isPresent();
  }

  private void words() {
    know(
        "if Windows answers that a key cannot be exported, keyward fleet move VM --to HOST prints"
            + " how to grant access instead");
    know(
        "keep the PFX files, locked away, as long as VMs, backups, checkpoints or replicas need"
            + " them");
  }

  private void know(String words) {
    steps.add(new PlanStep(Kind.KNOW, words, Optional.empty(), List.of(), List.of()));
  }
}
