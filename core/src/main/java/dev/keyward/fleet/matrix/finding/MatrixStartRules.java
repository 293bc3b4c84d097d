package dev.keyward.fleet.matrix.finding;

import static dev.keyward.fleet.matrix.finding.MatrixFindingCode.CLUSTER_NODE_CANNOT_START;
import static dev.keyward.fleet.matrix.finding.MatrixFindingCode.KEY_IN_MY;
import static dev.keyward.fleet.matrix.finding.MatrixFindingCode.NO_HOST_STARTS;
import static dev.keyward.fleet.matrix.finding.MatrixFindingCode.ONE_HOST_ONLY;

import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.finding.Severity;
import dev.keyward.fleet.matrix.Backup;
import dev.keyward.fleet.matrix.CertificateStore;
import dev.keyward.fleet.matrix.HostCertificate;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.fleet.matrix.StartCell;
import dev.keyward.fleet.matrix.StartMatrix;
import dev.keyward.fleet.matrix.finding.FoundInMatrix.About;
import dev.keyward.guardian.GuardianCertificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who can start a machine, and who should. */
final class MatrixStartRules {

  private static final Set<StartCell> OPEN = Set.of(StartCell.KEY_UNKNOWN, StartCell.KEY_IN_MY);

  private final StartMatrix matrix;
  private final MatrixQuestion question;
  private final FoundInMatrix found;

  MatrixStartRules(StartMatrix matrix, MatrixQuestion question, FoundInMatrix found) {
    this.matrix = matrix;
    this.question = question;
    this.found = found;
  }

  void run() {
    for (MatrixVm vm : matrix.vms()) {
      if (vm.isJudged()) {
        starters(vm);
        nodes(vm);
        personal(vm);
      }
    }
  }

  private void starters(MatrixVm vm) {
    List<String> starts = matrix.apart(matrix.hosts(vm, Set.of(StartCell.STARTS)));
    boolean open = !matrix.hosts(vm, OPEN).isEmpty();
    if (matrix.isServed(vm) || open || starts.size() > 1) {
      return;
    }
    if (starts.isEmpty()) {
      stranded(vm);
    } else {
      alone(vm, starts.get(0));
    }
  }

  private void stranded(MatrixVm vm) {
    boolean missing = !matrix.hosts(vm, Set.of(StartCell.NOT_COLLECTED)).isEmpty();
    Optional<Backup.Holding> backup = question.backup().map(files -> files.of(vm));
    String words =
        "no collected host has a private key of " + CertificateWords.holders(vm.wrappings());
    String helps =
        backup
            .filter(Backup.Holding::starts)
            .map(files -> "; it would start" + on(vm) + " after importing " + files(files))
            .orElse("");
    Remedy remedy =
        Remedy.by(
            helps.isEmpty()
                ? "find the host or the backup that has one of these keys, and import it"
                : "import the backup" + on(vm));
    found.add(
        new Finding(
            NO_HOST_STARTS, missing ? Severity.WARNING : Severity.ERROR, words + helps, remedy),
        About.vm(vm).with(certificates(vm)));
  }

  private static String on(MatrixVm vm) {
    return vm.host().map(host -> " on " + host).orElse("");
  }

  private static String files(Backup.Holding holding) {
    return String.join(" and ", holding.keyFiles());
  }

  private static List<GuardianCertificate> certificates(MatrixVm vm) {
    return vm.wrappings().stream()
        .flatMap(each -> Stream.of(each.signing(), each.encryption()))
        .toList();
  }

  private void alone(MatrixVm vm, String host) {
    Optional<Backup.Holding> backup = question.backup().map(files -> files.of(vm));
    boolean whole = backup.filter(Backup.Holding::isWhole).isPresent();
    String kept =
        backup
            .map(
                files ->
                    files.isWhole()
                        ? "; a backup holds its keys"
                        : "; no backup that was given holds them (" + files.words() + ")")
            .orElse("");
    Remedy remedy =
        Remedy.by(
            whole
                ? "keep the backup, or import the keys on a second host"
                : "export the keys of " + host + " to PFX files, and import them on a second host");
    found.add(
        new Finding(
            ONE_HOST_ONLY,
            whole ? Severity.NOTE : Severity.WARNING,
            collected(vm) + "only " + host + " can start it" + kept,
            remedy),
        About.vm(vm).on(List.of(host)).with(held(vm, host)));
  }

  /** What has to be said first while nothing is known about some hosts. */
  private String collected(MatrixVm vm) {
    boolean missing = !matrix.hosts(vm, Set.of(StartCell.NOT_COLLECTED)).isEmpty();
    return missing ? "of the hosts that were collected " : "";
  }

  /** The certificates of the wrappings that a host can open. */
  private List<GuardianCertificate> held(MatrixVm vm, String host) {
    LocalHost holder = matrix.host(host).orElseThrow();
    return vm.wrappings().stream()
        .filter(each -> holder.cell(List.of(each.encryption().keyThumbprint())) == StartCell.STARTS)
        .flatMap(each -> Stream.of(each.signing(), each.encryption()))
        .toList();
  }

  private void nodes(MatrixVm vm) {
    for (String node : matrix.nodes(vm)) {
      LocalHost host = matrix.host(node).orElseThrow();
      StartCell cell = matrix.cell(vm, host);
      if (cell.isNo()) {
        found.add(
            Finding.of(
                CLUSTER_NODE_CANNOT_START,
                node + " cannot start it" + (cell == StartCell.NO ? "" : ": " + cell.words()),
                Remedy.by("import the keys of a node that starts it on " + node)),
            About.vm(vm).on(List.of(node)).with(certificates(vm)));
      }
    }
  }

  private void personal(MatrixVm vm) {
    for (String host : matrix.hosts(vm, Set.of(StartCell.KEY_IN_MY))) {
      found.add(
          Finding.of(
              KEY_IN_MY,
              host + " has the private key in its personal store only",
              Remedy.by(
                  "start the VM there once to see whether Hyper-V uses the key, or import the keys"
                      + " into the store "
                      + CertificateStore.NAME)),
          About.vm(vm).on(List.of(host)).with(inMy(vm, host)));
    }
  }

  /** The certificates of a machine's guardians that lie in the personal store of a host. */
  private List<GuardianCertificate> inMy(MatrixVm vm, String host) {
    LocalHost holder = matrix.host(host).orElseThrow();
    return certificates(vm).stream()
        .flatMap(each -> holder.certificate(each.keyThumbprint()).stream())
        .filter(each -> each.store() == CertificateStore.MY && each.hasKey())
        .map(HostCertificate::certificate)
        .toList();
  }
}
