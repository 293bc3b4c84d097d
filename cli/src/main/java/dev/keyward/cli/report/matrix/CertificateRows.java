package dev.keyward.cli.report.matrix;

import dev.keyward.audit.result.WrappingCertificates;
import dev.keyward.fleet.matrix.CertificateStore;
import dev.keyward.fleet.matrix.HostCertificate;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.fleet.matrix.StartMatrix;
import dev.keyward.guardian.GuardianCertificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every certificate of a matrix: where it lies, and which machines depend on its key. Those of the
 * personal store count only where a protector names them.
 */
final class CertificateRows {

  /** The certificates in the order of their ends. */
  private final List<Row> rows;

  private CertificateRows(List<Row> rows) {
    this.rows = rows;
  }

  /**
   * A certificate.
   *
   * @param holders the hosts that have it, each as its host has it
   * @param vms the machines whose protectors name it
   */
  record Row(
      GuardianCertificate certificate,
      Map<LocalHost, HostCertificate> holders,
      List<MatrixVm> vms) {

    private Row(GuardianCertificate certificate) {
      this(certificate, new LinkedHashMap<>(), new ArrayList<>());
    }

    /** The machines come one after the other, so the last one tells whether this is known. */
    private void usedBy(MatrixVm vm) {
      if (vms.isEmpty() || vms.get(vms.size() - 1).row() != vm.row()) {
        vms.add(vm);
      }
    }

    private boolean counts() {
      return !vms.isEmpty()
          || holders.values().stream().anyMatch(each -> each.store() == CertificateStore.SHIELDED);
    }
  }

  static CertificateRows of(StartMatrix matrix) {
    Map<GuardianCertificate, Row> rows = new LinkedHashMap<>();
    for (LocalHost host : matrix.hosts()) {
      for (HostCertificate each : host.certificates()) {
        rows.computeIfAbsent(each.certificate(), Row::new)
            .holders()
            .merge(host, each, CertificateRows::better);
      }
    }
    for (MatrixVm vm : matrix.vms()) {
      for (WrappingCertificates each : vm.wrappings()) {
        rows.computeIfAbsent(each.signing(), Row::new).usedBy(vm);
        rows.computeIfAbsent(each.encryption(), Row::new).usedBy(vm);
      }
    }
    List<Row> all = new ArrayList<>(rows.values());
    all.removeIf(each -> !each.counts());
    all.sort(Comparator.comparing(each -> each.certificate().notAfter()));
    return new CertificateRows(all);
  }

  /** A host may have one certificate twice. */
  private static HostCertificate better(HostCertificate first, HostCertificate second) {
    return first.cell().compareTo(second.cell()) <= 0 ? first : second;
  }

  List<Row> all() {
    return rows;
  }
}
