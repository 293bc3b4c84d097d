package dev.keyward.fleet.matrix.finding;

import static dev.keyward.fleet.matrix.finding.MatrixFindingCode.CERTIFICATE_ENDED;
import static dev.keyward.fleet.matrix.finding.MatrixFindingCode.CERTIFICATE_ENDS;
import static dev.keyward.fleet.matrix.finding.MatrixFindingCode.UNKNOWN_HOLDER;

import dev.keyward.audit.result.WrappingCertificates;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.fleet.matrix.StartMatrix;
import dev.keyward.fleet.matrix.finding.FoundInMatrix.About;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The guardians that machines depend on: who holds them, and until when. */
final class HolderRules {

  private final StartMatrix matrix;
  private final MatrixQuestion question;
  private final FoundInMatrix found;
  private final Map<Thumbprint, List<LocalHost>> holders = new HashMap<>();

  HolderRules(StartMatrix matrix, MatrixQuestion question, FoundInMatrix found) {
    this.matrix = matrix;
    this.question = question;
    this.found = found;
  }

  void run() {
    Map<WrappingCertificates, List<MatrixVm>> users = new LinkedHashMap<>();
    for (MatrixVm vm : matrix.vms()) {
      for (WrappingCertificates each : vm.wrappings()) {
        if (vm.isJudged()) {
          users.computeIfAbsent(each, absent -> new ArrayList<>()).add(vm);
        }
      }
    }
    users.forEach(this::guardian);
  }

  private void guardian(WrappingCertificates wrapping, List<MatrixVm> vms) {
    List<LocalHost> hosts = holders(wrapping.encryption().keyThumbprint());
    if (hosts.isEmpty()) {
      unknown(wrapping, vms);
      return;
    }
    List<String> names = hosts.stream().map(LocalHost::name).toList();
    Stream.of(wrapping.signing(), wrapping.encryption())
        .distinct()
        .map(certificate -> LocalHost.latest(certificate, hosts))
        .filter(each -> each.notAfter().isBefore(question.now().plus(question.within())))
        .forEach(each -> found.add(end(wrapping, each), new About(vms, names, List.of(each))));
  }

  /** The hosts that have the certificate of a key and use their own certificates. */
  private List<LocalHost> holders(Thumbprint key) {
    return holders.computeIfAbsent(
        key,
        absent ->
            matrix.hosts().stream().filter(host -> host.isLocal() && host.holds(key)).toList());
  }

  private Finding end(WrappingCertificates wrapping, GuardianCertificate certificate) {
    Instant end = certificate.notAfter();
    boolean ended = end.isBefore(question.now());
    return Finding.of(
        ended ? CERTIFICATE_ENDED : CERTIFICATE_ENDS,
        CertificateWords.half(wrapping, certificate)
            + (ended ? " ended on " : " ends on ")
            + CertificateWords.day(end),
        Remedy.by(
            "add a guardian with a new pair to these VMs, and keep the old pair, because a"
                + " protector keeps its owner for ever"));
  }

  private void unknown(WrappingCertificates wrapping, List<MatrixVm> vms) {
    GuardianCertificate certificate = wrapping.encryption();
    String words =
        CertificateWords.guardian(wrapping.signing())
            + ": "
            + CertificateWords.certificate(certificate)
            + ", valid from "
            + CertificateWords.day(certificate.notBefore())
            + " to "
            + CertificateWords.day(certificate.notAfter());
    String hosts =
        matrix.hosts().stream()
            .filter(host -> host.isLocal() && !host.isCollected())
            .map(LocalHost::name)
            .collect(Collectors.joining(", "));
    found.add(
        Finding.of(
            UNKNOWN_HOLDER,
            words,
            Remedy.by(
                "find out whose it is: an HGS, or a host that was replaced"
                    + (hosts.isEmpty() ? "" : ", or one that was not collected: " + hosts))),
        new About(vms, List.of(), List.of(wrapping.signing(), certificate)));
  }
}
