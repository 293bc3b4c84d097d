package dev.keyward.cli.bench;

import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.fleet.matrix.CertificateStore;
import dev.keyward.fleet.matrix.HostCertificate;
import dev.keyward.fleet.matrix.HostMode;
import dev.keyward.fleet.matrix.HostModes;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.MatrixDraft;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.fleet.matrix.StartCell;
import dev.keyward.fleet.matrix.StartMatrix;
import dev.keyward.fleet.matrix.finding.MatrixQuestion;
import dev.keyward.fleet.matrix.finding.MatrixRules;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.trust.TrustedGuardian;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Computes which of 64 Hyper-V hosts in local mode can start which machine. Each protector is that
 * of one machine, and each host has the keys of one guardian.
 */
final class HostMatrix implements AuditReceiver {

  private static final int HOSTS = 64;

  private final Materials materials;
  private final MatrixDraft draft = new MatrixDraft();

  HostMatrix(Materials materials) {
    this.materials = materials;
  }

  @Override
  public void protector(AuditedProtector protector) {
    draft.protector(protector);
  }

  /** Computes all cells and all findings. */
  @Override
  public void finish(AuditSummary summary) {
    List<TrustedGuardian> guardians = materials.guardians;
    for (int host = 0; host < HOSTS; host++) {
      addHost("HV" + host, guardians.get(host % guardians.size()).guardian());
    }
    StartMatrix matrix = draft.matrix();
    long starting = 0;
    for (MatrixVm vm : matrix.vms()) {
      for (LocalHost host : matrix.hosts()) {
        starting += matrix.cell(vm, host) == StartCell.STARTS ? 1 : 0;
      }
    }
    if (starting < (long) matrix.vms().size() * HOSTS) {
      throw new IllegalStateException("a machine that does not start on every host");
    }
    MatrixRules.findings(
        matrix, new MatrixQuestion(materials.now, Duration.ofDays(0), Optional.empty()));
  }

  private void addHost(String name, Guardian guardian) {
    draft.collected(name);
    draft.mode(new HostModes.Said(Optional.of(name), HostMode.LOCAL));
    for (GuardianCertificate certificate : List.of(guardian.signing(), guardian.encryption())) {
      draft.certificate(
          name, new HostCertificate(certificate, Optional.of(true), CertificateStore.SHIELDED));
    }
  }
}
