package dev.keyward.fleet.matrix.finding;

import dev.keyward.fleet.matrix.Backup;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.fleet.matrix.StartMatrix;
import dev.keyward.fleet.plan.CollectLines;
import dev.keyward.fleet.plan.GrantLines;
import dev.keyward.fleet.plan.KeyTransfer;
import dev.keyward.fleet.plan.MovePlan;
import dev.keyward.fleet.plan.PlanStep;
import dev.keyward.guardian.GuardianCertificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The lines that fix a finding, or tell more; PowerShell's, to be pasted on a host. */
final class FindingLines {

  private final StartMatrix matrix;
  private final Optional<Backup> backup;

  FindingLines(StartMatrix matrix, Optional<Backup> backup) {
    this.matrix = matrix;
    this.backup = backup;
  }

  /** The lines, none where words have to do. */
  List<String> of(MatrixFindingCode code, FoundInMatrix.About about) {
    List<MatrixVm> vms = List.copyOf(about.vms());
    List<String> hosts = List.copyOf(about.hosts());
    List<GuardianCertificate> certificates = List.copyOf(about.certificates());
    return switch (code) {
      case NO_HOST_STARTS -> stranded(vms, certificates);
      case CLUSTER_NODE_CANNOT_START -> vms.isEmpty() ? CollectLines.all(hosts) : moves(hosts, vms);
      case NOT_COLLECTED -> vms.isEmpty() ? CollectLines.all(hosts) : CollectLines.machines(hosts);
      case CLUSTERS_NOT_GIVEN -> List.of("(Get-ClusterNode).Name");
      case ONE_HOST_ONLY -> alone(vms, certificates);
      case KEY_IN_MY -> KeyTransfer.fromMyLines(certificates);
      case CERTIFICATE_ENDS, CERTIFICATE_ENDED -> GrantLines.renewal(vms);
      case KEY_MISSING -> KeyTransfer.importLines(certificates);
      case TWO_GENERATIONS -> KeyTransfer.exportLines(certificates);
      case NO_PARTNER, UNKNOWN_HOLDER -> CollectLines.search(certificates);
      case TPM_WITHOUT_PROTECTOR -> GrantLines.lastKnownGood(vms);
      case HOST_AMBIGUOUS -> CollectLines.all(whole(hosts));
      case VM_WITHOUT_PROTECTOR, TRUSTED_LAUNCH -> List.of();
    };
  }

  private List<String> stranded(List<MatrixVm> vms, List<GuardianCertificate> certificates) {
    Set<String> files = files(vms);
    if (!files.isEmpty()) {
      return KeyTransfer.importFileLines(List.copyOf(files));
    }
    List<String> lines = new ArrayList<>(CollectLines.search(certificates));
    lines.add(
        "# on the host that is to start it, where you have the files (this changes its store)");
    lines.addAll(KeyTransfer.importLines(certificates));
    return lines;
  }

  /** The files of the backup that have keys of these machines. */
  private Set<String> files(Collection<MatrixVm> vms) {
    Set<String> files = new LinkedHashSet<>();
    for (MatrixVm vm : vms) {
      backup
          .map(kept -> kept.of(vm))
          .filter(Backup.Holding::starts)
          .ifPresent(held -> files.addAll(held.keyFiles()));
    }
    return files;
  }

  private List<String> alone(List<MatrixVm> vms, List<GuardianCertificate> certificates) {
    boolean whole =
        backup.isPresent() && vms.stream().allMatch(vm -> backup.get().of(vm).isWhole());
    return whole
        ? KeyTransfer.importFileLines(List.copyOf(files(vms)))
        : KeyTransfer.exportLines(certificates);
  }

  /** How the keys come to hosts that have none for machines. */
  private List<String> moves(List<String> hosts, List<MatrixVm> vms) {
    List<String> lines = new ArrayList<>();
    for (String name : hosts) {
      LocalHost target = matrix.host(name).orElseThrow();
      for (PlanStep step : MovePlan.of(matrix, target, vms, backup)) {
        boolean carries =
            step.kind() == PlanStep.Kind.EXPORT || step.kind() == PlanStep.Kind.IMPORT;
        if (carries) {
          lines.add("# " + (step.kind() == PlanStep.Kind.EXPORT ? "export" : "import") + on(step));
          lines.addAll(step.lines());
        }
      }
    }
    return lines;
  }

  /** Names of hosts come from strangers. */
  private static String on(PlanStep step) {
    return step.host().map(host -> " on " + GrantLines.plain(host)).orElse("");
  }

  /** The full names that short ones may stand for. */
  private List<String> whole(List<String> hosts) {
    return hosts.stream()
        .flatMap(host -> matrix.inputs().ambiguous().getOrDefault(host, List.of()).stream())
        .toList();
  }
}
