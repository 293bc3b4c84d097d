package dev.keyward.fleet.plan;

import dev.keyward.audit.result.WrappingCertificates;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.fleet.matrix.StartCell;
import dev.keyward.fleet.matrix.StartMatrix;
import dev.keyward.guardian.GuardianCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of one guardian that one host has and another needs.
 *
 * @param source the host that has them
 * @param certificates whose private keys it has: the encryption certificate, and the signing one
 */
record Transfer(String source, List<GuardianCertificate> certificates) {

  Transfer {
    certificates = List.copyOf(certificates);
  }

  /** From the host that lists the machine where that has the key, else from the first. */
  static Optional<Transfer> of(StartMatrix matrix, MatrixVm vm, String target) {
    List<LocalHost> sources = new ArrayList<>();
    for (LocalHost host : matrix.hosts()) {
      if (!host.name().equals(target) && matrix.cell(vm, host) == StartCell.STARTS) {
        boolean own = vm.host().filter(host.name()::equals).isPresent();
        sources.add(own ? 0 : sources.size(), host);
      }
    }
    return sources.stream().findFirst().map(host -> from(host, vm));
  }

  private static Transfer from(LocalHost host, MatrixVm vm) {
    WrappingCertificates wrapping =
        vm.wrappings().stream()
            .filter(each -> has(host, each.encryption()))
            .findFirst()
            .orElseThrow();
    return new Transfer(
        host.name(),
        Stream.of(wrapping.signing(), wrapping.encryption())
            .flatMap(each -> host.certificate(each.keyThumbprint()).stream())
            .filter(each -> each.privateKey().orElse(false))
            .map(each -> each.certificate())
            .toList());
  }

  private static boolean has(LocalHost host, GuardianCertificate certificate) {
    return host.certificate(certificate.keyThumbprint())
        .filter(each -> each.cell() == StartCell.STARTS)
        .isPresent();
  }

  /** Whether the guardian can also grant access on the other host. */
  boolean isWhole() {
    return certificates.size() > 1;
  }
}
