package dev.keyward.fleet.plan;

import dev.keyward.fleet.matrix.Backup;
import dev.keyward.fleet.matrix.HostCertificate;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.fleet.matrix.ProtectorState;
import dev.keyward.fleet.matrix.StartCell;
import dev.keyward.fleet.matrix.StartMatrix;
import dev.keyward.fleet.plan.PlanStep.Kind;
import dev.keyward.guardian.GuardianCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What would be lost if a host and its certificate store went away now, and the steps that prevent
 * it.
 *
 * @param lost machines that no other host starts for sure, with what a backup holds of their keys
 * @param steps in order
 */
public record RetirePlan(List<Lost> lost, List<PlanStep> steps) {

  /** Copies the lists. */
  public RetirePlan {
    lost = List.copyOf(lost);
    steps = List.copyOf(steps);
  }

  /**
   * A machine that would not start any more.
   *
   * @param backup what the backup holds for it; empty where none was given
   */
  public record Lost(MatrixVm vm, Optional<Backup.Holding> backup) {

    /** Whether a backup brings it back. */
    public boolean isKept() {
      return backup.filter(Backup.Holding::starts).isPresent();
    }
  }

  /** The plan for a host. */
  public static RetirePlan of(StartMatrix matrix, LocalHost host, Optional<Backup> backup) {
    List<Lost> lost = new ArrayList<>();
    for (MatrixVm vm : matrix.vms()) {
      StartCell cell = matrix.cell(vm, host);
      // A key that may be there may be lost.
      boolean has = cell == StartCell.STARTS || cell.isOpen();
      if (has && others(matrix, vm, host).isEmpty()) {
        lost.add(new Lost(vm, backup.map(files -> files.of(vm))));
      }
    }
    List<PlanStep> steps = new ArrayList<>();
    keys(matrix, host, lost, steps);
    words(matrix, host, steps);
    return new RetirePlan(lost, steps);
  }

  private static List<String> others(StartMatrix matrix, MatrixVm vm, LocalHost host) {
    return matrix.hosts(vm, Set.of(StartCell.STARTS)).stream()
        .filter(other -> !matrix.mayBeOne(other, host.name()))
        .toList();
  }

  /** All keys are saved: backups and checkpoints may need pairs that no VM needs today. */
  private static void keys(
      StartMatrix matrix, LocalHost host, List<Lost> lost, List<PlanStep> steps) {
    List<GuardianCertificate> held =
        host.shielded().stream()
            .filter(each -> each.privateKey().orElse(true))
            .map(HostCertificate::certificate)
            .distinct()
            .toList();
    if (held.isEmpty()) {
      return;
    }
    List<MatrixVm> open = lost.stream().filter(each -> !each.isKept()).map(Lost::vm).toList();
    List<String> labels = open.stream().map(MatrixVm::label).toList();
    steps.add(
        new PlanStep(
            Kind.EXPORT,
            "export every key of " + host + ", also of pairs that no VM needs today",
            Optional.of(host.name()),
            KeyTransfer.exportLines(held),
            labels));
    if (open.isEmpty()) {
      return;
    }
    Optional<String> heir = heir(matrix, host);
    steps.add(
        new PlanStep(
            Kind.IMPORT,
            "import them on "
                + heir.orElse("the host that is to start these VMs")
                + "; this changes its store",
            heir,
            KeyTransfer.importLines(held),
            labels));
    steps.addAll(MovePlan.grant(host.name(), heir.orElse("the other host"), open));
  }

  /** A host that could take over. */
  private static Optional<String> heir(StartMatrix matrix, LocalHost host) {
    return matrix.hosts().stream()
        .filter(other -> !matrix.mayBeOne(other.name(), host.name()))
        .filter(other -> other.isCollected() && other.isLocal())
        .map(LocalHost::name)
        .findFirst();
  }

  private static void words(StartMatrix matrix, LocalHost host, List<PlanStep> steps) {
    for (MatrixVm vm : matrix.vms()) {
      boolean here = vm.host().filter(host.name()::equals).isPresent();
      if (here && vm.protector() != ProtectorState.NONE) {
        here(matrix, host, vm).ifPresent(steps::add);
      }
    }
    steps.add(
        new PlanStep(
            Kind.KNOW,
            "keep the PFX files as long as there are backups, exports, checkpoints or replicas,"
                + " because these may need older pairs",
            Optional.empty(),
            List.of(),
            List.of()));
    steps.add(
        new PlanStep(
            Kind.KNOW,
            "do not delete certificates when Remove-HgsGuardian suggests it",
            Optional.empty(),
            List.of(),
            List.of()));
  }

  /** A machine on the host whose way on no command can tell. */
  private static Optional<PlanStep> here(StartMatrix matrix, LocalHost host, MatrixVm vm) {
    String words =
        switch (vm.protector()) {
          case VALID -> {
            boolean elsewhere = !others(matrix, vm, host).isEmpty();
            StartCell own = matrix.cell(vm, host);
            yield elsewhere || own == StartCell.STARTS || own == StartCell.HGS_MODE
                ? ""
                : "Keyward cannot say whether a collected host has its key: collect again before"
                    + " you retire the host";
          }
          case TRUSTED_LAUNCH -> "it is a VM with Trusted Launch: its key is elsewhere";
          default ->
              "its protector could not be judged ("
                  + vm.protector().words()
                  + "): collect it again before you retire the host";
        };
    return Optional.of(words)
        .filter(text -> !text.isEmpty())
        .map(
            text ->
                new PlanStep(
                    Kind.UNSOLVED, text, Optional.of(host.name()), List.of(), List.of(vm.label())));
  }
}
