package dev.keyward.cli.fleet.matrix;

import dev.keyward.cli.base.Text;
import dev.keyward.fleet.matrix.Backup;
import dev.keyward.fleet.matrix.HostMode;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.fleet.matrix.ProtectorState;
import dev.keyward.fleet.matrix.StartMatrix;
import dev.keyward.fleet.plan.CollectLines;
import dev.keyward.text.VmName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What has to be known to read a matrix: what inputs did not tell, and how to collect it. */
final class MatrixRemarks {

  private static final int MOST_NAMES = 12;

  private final StartMatrix matrix;
  private final List<String> remarks = new ArrayList<>();

  private MatrixRemarks(StartMatrix matrix) {
    this.matrix = matrix;
  }

  static List<String> of(StartMatrix matrix, Optional<Backup> backup) {
    MatrixRemarks made = new MatrixRemarks(matrix);
    made.modes();
    made.oneInput();
    made.keys();
    made.notJudged();
    made.days();
    backup.ifPresent(made::locked);
    return made.remarks;
  }

  private static String names(Collection<String> names) {
    return Text.names(names, MOST_NAMES);
  }

  private void modes() {
    List<String> assumed =
        matrix.hosts().stream()
            .filter(host -> host.mode() == HostMode.ASSUMED_LOCAL)
            .map(LocalHost::name)
            .toList();
    if (!assumed.isEmpty()) {
      remarks.add(
          "Keyward assumes local mode for "
              + (assumed.size() == matrix.hosts().size() ? "every host" : names(assumed))
              + "; add --modes FILE to be sure");
    }
  }

  /** A host that appears in one input only. */
  private void oneInput() {
    Set<String> machines = matrix.inputs().ofMachines();
    Set<String> certificates = matrix.inputs().ofCertificates();
    List<String> bare = machines.stream().filter(host -> !certificates.contains(host)).toList();
    List<String> empty = certificates.stream().filter(host -> !machines.contains(host)).toList();
    if (!bare.isEmpty()) {
      remarks.add("there are VMs but no certificates of " + names(bare));
    }
    if (!empty.isEmpty()) {
      remarks.add("there are certificates but no VMs of " + names(empty));
    }
    List<String> modes =
        matrix.inputs().ofModes().stream()
            .filter(host -> !machines.contains(host) && !certificates.contains(host))
            .toList();
    if (!modes.isEmpty()) {
      remarks.add("there is only the mode of " + names(modes));
    }
  }

  private void keys() {
    List<String> untold =
        matrix.hosts().stream()
            .filter(host -> host.shielded().stream().anyMatch(each -> each.privateKey().isEmpty()))
            .map(LocalHost::name)
            .toList();
    if (!untold.isEmpty()) {
      remarks.add(
          "the input does not say whether "
              + names(untold)
              + (untold.size() == 1 ? " has" : " have")
              + " the private keys; collect the certificates with: "
              + CollectLines.CERTIFICATES);
    }
  }

  private void notJudged() {
    long count =
        matrix.vms().stream()
            .filter(
                vm ->
                    Set.of(
                            ProtectorState.INVALID,
                            ProtectorState.UNREADABLE,
                            ProtectorState.CANNOT_BE_CHECKED)
                        .contains(vm.protector()))
            .count();
    if (count > 0) {
      remarks.add(
          Text.count(count, "protector")
              + " cannot be judged; run keyward audit on the same files to see why");
    }
  }

  /** Exports of different days contradict each other, and no export has a date. */
  private void days() {
    Set<String> once = new HashSet<>();
    Set<String> twice = new LinkedHashSet<>();
    for (MatrixVm vm : matrix.vms()) {
      String where = VmName.folded(vm.id().orElse(vm.name())) + "\n" + vm.host().orElse("");
      if (vm.host().isPresent() && !once.add(where)) {
        twice.add(vm.label());
      }
    }
    if (!twice.isEmpty()) {
      remarks.add(
          "the input has several protectors of "
              + names(twice)
              + ", as exports of different days have; only the newest export counts, so leave out"
              + " the others");
    }
    if (!matrix.inputs().mixed().isEmpty()) {
      remarks.add(
          "several inputs have different certificates of "
              + names(matrix.inputs().mixed())
              + ", as exports of different days do; Keyward counts all of them, so leave out what"
              + " is older");
    }
  }

  private void locked(Backup backup) {
    for (Backup.Locked each : backup.locked().stream().limit(MOST_NAMES).toList()) {
      remarks.add("backup: " + Text.listed(each.file()) + " was not opened: " + each.why());
    }
    int more = backup.locked().size() - MOST_NAMES;
    if (more > 0) {
      remarks.add("backup: " + Text.count(more, "more file") + " were not opened");
    }
  }
}
