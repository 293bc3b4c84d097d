package dev.keyward.fleet.plan;

import dev.keyward.fleet.matrix.Backup;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.fleet.matrix.ProtectorState;
import dev.keyward.fleet.matrix.StartCell;
import dev.keyward.fleet.matrix.StartMatrix;
import dev.keyward.fleet.plan.PlanStep.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps after which a host can start machines. */
public final class MovePlan {

  private final StartMatrix matrix;
  private final LocalHost target;
  private final Optional<Backup> backup;
  private final Map<Transfer, List<MatrixVm>> transfers = new LinkedHashMap<>();
  private final List<PlanStep> steps = new ArrayList<>();

  private MovePlan(StartMatrix matrix, LocalHost target, Optional<Backup> backup) {
    this.matrix = matrix;
    this.target = target;
    this.backup = backup;
  }

  /** The steps for these machines, in order. */
  public static List<PlanStep> of(
      StartMatrix matrix, LocalHost target, List<MatrixVm> vms, Optional<Backup> backup) {
    MovePlan plan = new MovePlan(matrix, target, backup);
    vms.forEach(plan::machine);
    plan.transfers.forEach(plan::transfer);
    return List.copyOf(plan.steps);
  }

  private void machine(MatrixVm vm) {
    switch (matrix.cell(vm, target)) {
      case STARTS -> step(Kind.POSSIBLE, "there is nothing to do: " + target + " has its key", vm);
      case HGS_MODE ->
          step(
              Kind.UNSOLVED,
              target + " asks a Host Guardian Service: that guardian needs access, not the host",
              vm);
      case NOT_JUDGED -> notJudged(vm);
      default -> keys(vm);
    }
  }

  private void step(Kind kind, String words, MatrixVm vm) {
    steps.add(
        new PlanStep(kind, words, Optional.of(target.name()), List.of(), List.of(vm.label())));
  }

  private void notJudged(MatrixVm vm) {
    if (vm.protector() == ProtectorState.NONE) {
      step(Kind.POSSIBLE, "it has no key protector, so it needs no keys", vm);
    } else if (vm.protector() == ProtectorState.TRUSTED_LAUNCH) {
      step(
          Kind.UNSOLVED,
          "it is a VM with Trusted Launch: its key is elsewhere, on Azure Local in a local key"
              + " vault",
          vm);
    } else {
      step(
          Kind.UNSOLVED,
          "its protector could not be judged (" + vm.protector().words() + "): collect it again",
          vm);
    }
  }

  private void keys(MatrixVm vm) {
    Optional<Transfer> transfer = Transfer.of(matrix, vm, target.name());
    Optional<Backup.Holding> kept =
        backup.map(files -> files.of(vm)).filter(Backup.Holding::starts);
    if (matrix.cell(vm, target) == StartCell.KEY_UNKNOWN) {
      step(
          Kind.KNOW,
          target
              + " has the certificate, and the input does not say whether it has the key; if it"
              + " has the key, there is nothing to do",
          vm);
    }
    if (matrix.cell(vm, target) == StartCell.KEY_IN_MY) {
      step(
          Kind.KNOW,
          target
              + " has the key in its personal store only; nobody has published whether Hyper-V"
              + " uses it there",
          vm);
    }
    if (transfer.isPresent()) {
      transfers.computeIfAbsent(transfer.get(), absent -> new ArrayList<>()).add(vm);
    } else if (kept.isPresent()) {
      steps.add(backup(target.name(), kept.get(), List.of(vm.label())));
    } else {
      lost(vm);
    }
  }

  /** What takes keys from a backup. */
  static PlanStep backup(String target, Backup.Holding kept, List<String> labels) {
    return new PlanStep(
        Kind.IMPORT,
        "import the backup on "
            + target
            + ": "
            + String.join(" and ", kept.keyFiles())
            + "; this changes its store",
        Optional.of(target),
        KeyTransfer.importFileLines(kept.keyFiles()),
        labels);
  }

  private void lost(MatrixVm vm) {
    List<String> open =
        matrix.hosts(
            vm, Set.of(StartCell.KEY_UNKNOWN, StartCell.KEY_IN_MY, StartCell.NOT_COLLECTED));
    step(
        Kind.UNSOLVED,
        open.isEmpty()
            ? "no collected host and no given backup has its key: find the host that made its"
                + " guardian, or a backup of its keys"
            : "Keyward cannot say whether a collected host has its key: collect again from "
                + String.join(", ", open),
        vm);
  }

  private void transfer(Transfer transfer, List<MatrixVm> vms) {
    List<String> labels = vms.stream().map(MatrixVm::label).collect(Collectors.toList());
    Optional<String> source = Optional.of(transfer.source());
    Optional<String> to = Optional.of(target.name());
    steps.add(
        new PlanStep(
            Kind.EXPORT,
            "export the keys on " + transfer.source() + whole(transfer),
            source,
            KeyTransfer.exportLines(transfer.certificates()),
            labels));
    steps.add(new PlanStep(Kind.COPY, "copy the PFX files to " + target, to, List.of(), labels));
    steps.add(
        new PlanStep(
            Kind.IMPORT,
            "import them on " + target + "; this changes its store",
            to,
            KeyTransfer.importLines(transfer.certificates()),
            labels));
    steps.addAll(grant(transfer.source(), target.name(), vms));
    steps.add(
        new PlanStep(
            Kind.KNOW,
            "keep the PFX files, locked away, as long as VMs, backups, checkpoints or replicas need"
                + " them",
            Optional.empty(),
            List.of(),
            labels));
  }

  private static String whole(Transfer transfer) {
    return transfer.isWhole()
        ? ""
        : ", which has the encryption key only: the VMs start there, and nobody can grant access"
            + " there";
  }

  /** What takes the place of an export that Windows refuses. */
  static List<PlanStep> grant(String source, String target, List<MatrixVm> vms) {
    List<String> labels = vms.stream().map(MatrixVm::label).toList();
    return List.of(
        new PlanStep(
            Kind.GRANT,
            "if Windows answers that the key cannot be exported: export the public part of the"
                + " guardian of "
                + target
                + " (if it has none, first start a VM with a virtual TPM there)",
            Optional.of(target),
            GrantLines.publicPart(target),
            labels),
        new PlanStep(
            Kind.GRANT,
            "then grant that guardian access on "
                + source
                + ", which needs the owner's signing key; if somebody starts a VM between these"
                + " lines, begin again with that VM",
            Optional.of(source),
            GrantLines.grant(target, vms),
            labels));
  }
}
