package dev.keyward.cli.report.matrix;

import dev.keyward.cli.console.Answer;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Severity;
import dev.keyward.fleet.matrix.CertificateStore;
import dev.keyward.fleet.matrix.HostCertificate;
import dev.keyward.fleet.matrix.HostMode;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.fleet.matrix.ProtectorState;
import dev.keyward.fleet.matrix.StartCell;
import dev.keyward.fleet.matrix.StartMatrix;
import dev.keyward.fleet.matrix.finding.MatrixFinding;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.WindowsThumbprint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A matrix as programs read it. */
final class MatrixAnswer {

  private MatrixAnswer() {}

  /**
   * Who starts what.
   *
   * @param vms each made when it is asked for, since all lists together are long
   */
  @Answer.To("fleet-matrix")
  record Matrix(
      Instant clock,
      List<Host> hosts,
      Iterable<Machine> vms,
      List<Found> findings,
      List<String> remarks,
      @Answer.IfPresent Optional<List<Certificate>> certificates)
      implements Answer {

    static Matrix of(MatrixContent content) {
      return new Matrix(
          content.clock(),
          content.matrix().hosts().stream().map(Host::of).toList(),
          () -> content.matrix().vms().stream().map(vm -> Machine.of(content, vm)).iterator(),
          content.findings().stream().map(Found::of).toList(),
          content.remarks(),
          Optional.of(
              CertificateRows.of(content.matrix()).all().stream().map(Certificate::of).toList()));
    }
  }

  /**
   * A column.
   *
   * @param collected whether its certificates were given
   */
  record Host(String name, HostMode mode, boolean collected) implements Answer {

    static Host of(LocalHost host) {
      return new Host(host.name(), host.mode(), host.isCollected());
    }
  }

  /** A row. */
  record Machine(
      String name,
      Optional<String> id,
      Optional<String> runsOn,
      Optional<Boolean> clustered,
      ProtectorState protector,
      List<String> startsOn,
      List<String> keyMissingOn,
      List<String> keyUnknownOn,
      List<String> keyInMyOn,
      List<String> notCollectedOn,
      @Answer.IfPresent Optional<KeptAnswer> backup)
      implements Answer {

    static Machine of(MatrixContent content, MatrixVm vm) {
      StartMatrix matrix = content.matrix();
      return new Machine(
          vm.name(),
          vm.id(),
          vm.host(),
          vm.facts().clustered(),
          vm.protector(),
          matrix.hosts(vm, Set.of(StartCell.STARTS)),
          matrix.hosts(vm, Set.of(StartCell.KEY_MISSING)),
          matrix.hosts(vm, Set.of(StartCell.KEY_UNKNOWN)),
          matrix.hosts(vm, Set.of(StartCell.KEY_IN_MY)),
          matrix.hosts(vm, Set.of(StartCell.NOT_COLLECTED)),
          content.kept(vm).map(KeptAnswer::of));
    }
  }

  /** One finding. */
  record Found(
      String code,
      Severity severity,
      List<String> vms,
      List<String> hosts,
      String found,
      String mend,
      List<String> commands,
      List<Shown> certificates)
      implements Answer {

    static Found of(MatrixFinding each) {
      Finding finding = each.located().finding();
      return new Found(
          finding.code().code(),
          finding.severity(),
          each.located().vms(),
          each.hosts(),
          finding.found(),
          finding.remedy().text(),
          each.lines(),
          each.certificates().stream().map(Shown::of).toList());
    }
  }

  /** A certificate, the hosts that have it, and the machines whose protectors name it. */
  record Certificate(@Answer.Inline Shown shown, List<Holder> hosts, List<String> vms)
      implements Answer {

    static Certificate of(CertificateRows.Row row) {
      return new Certificate(
          Shown.of(row.certificate()),
          row.holders().entrySet().stream()
              .map(each -> Holder.of(each.getKey(), each.getValue()))
              .toList(),
          row.vms().stream().map(MatrixVm::label).toList());
    }
  }

  /** A host that has a certificate. */
  record Holder(String name, CertificateStore store, Optional<Boolean> privateKey)
      implements Answer {

    static Holder of(LocalHost host, HostCertificate certificate) {
      return new Holder(host.name(), certificate.store(), certificate.privateKey());
    }
  }

  /** A certificate. */
  record Shown(String subject, String sha1, Thumbprint sha256, Instant notBefore, Instant notAfter)
      implements Answer {

    static Shown of(GuardianCertificate certificate) {
      return new Shown(
          certificate.subject(),
          WindowsThumbprint.of(certificate),
          certificate.thumbprint(),
          certificate.notBefore(),
          certificate.notAfter());
    }
  }
}
