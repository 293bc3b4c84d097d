package dev.keyward.fleet.matrix.finding;

import static dev.keyward.fleet.matrix.finding.MatrixFindingCode.KEY_MISSING;
import static dev.keyward.fleet.matrix.finding.MatrixFindingCode.NO_PARTNER;
import static dev.keyward.fleet.matrix.finding.MatrixFindingCode.TWO_GENERATIONS;

import dev.keyward.audit.result.WrappingCertificates;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.fleet.matrix.HostCertificate;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.fleet.matrix.StartMatrix;
import dev.keyward.fleet.matrix.finding.FoundInMatrix.About;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.WindowsThumbprint;
import dev.keyward.guardian.subject.GuardianSubject;
import dev.keyward.text.ForeignText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is wrong with the certificate stores of hosts in local mode. */
final class StoreRules {

  private static final int MOST_NAMES = 12;
  private static final int MOST_IN_NAME = 60;

  private final StartMatrix matrix;
  private final FoundInMatrix found;
  private final Map<Thumbprint, Set<MatrixVm>> users = new HashMap<>();

  StoreRules(StartMatrix matrix, FoundInMatrix found) {
    this.matrix = matrix;
    this.found = found;
    for (MatrixVm vm : matrix.vms()) {
      if (vm.isJudged()) {
        vm.wrappings().forEach(each -> uses(vm, each.signing(), each.encryption()));
      }
    }
  }

  private void uses(MatrixVm vm, GuardianCertificate... certificates) {
    for (GuardianCertificate each : certificates) {
      users.computeIfAbsent(each.keyThumbprint(), absent -> new LinkedHashSet<>()).add(vm);
    }
  }

  private Set<MatrixVm> users(HostCertificate certificate) {
    return users.getOrDefault(certificate.key(), Set.of());
  }

  void run() {
    for (LocalHost host : matrix.hosts()) {
      if (host.isLocal()) {
        missing(host);
        GuardianPairs.of(host).values().forEach(each -> guardian(host, each));
      }
    }
  }

  private void missing(LocalHost host) {
    for (HostCertificate each : host.shielded()) {
      boolean elsewhere = host.certificate(each.key()).filter(HostCertificate::hasKey).isPresent();
      if (each.privateKey().filter(has -> !has).isPresent() && !elsewhere) {
        found.add(
            Finding.of(
                KEY_MISSING,
                CertificateWords.certificate(each.certificate()) + " is there without its key",
                Remedy.by(
                    "if another Hyper-V host made this certificate and its VMs should start here,"
                        + " import the PFX file; a .cer file has no private key")),
            about(host, List.of(each)));
      }
    }
  }

  private About about(LocalHost host, List<HostCertificate> certificates) {
    Set<MatrixVm> vms = new LinkedHashSet<>();
    certificates.forEach(each -> vms.addAll(users(each)));
    return new About(
        vms,
        List.of(host.name()),
        certificates.stream().map(HostCertificate::certificate).toList());
  }

  private void guardian(LocalHost host, GuardianPairs guardian) {
    for (HostCertificate each : guardian.alone()) {
      String half =
          GuardianSubject.of(each.certificate().subject())
                  .role()
                  .filter(CertificateRole.SIGNING::equals)
                  .isPresent()
              ? "a signing certificate without an encryption certificate"
              : "an encryption certificate without a signing certificate";
      found.add(
          Finding.of(
              NO_PARTNER,
              CertificateWords.certificate(each.certificate()) + ": " + half,
              Remedy.by(
                  "look for the other half on the other hosts and in backups, and import it beside"
                      + " this one")),
          about(host, List.of(each)).with(halves(each)));
    }
    if (guardian.pairs().size() > 1) {
      found.add(
          Finding.of(
              TWO_GENERATIONS,
              generations(guardian.pairs()),
              Remedy.by(
                  "keep all pairs as long as a VM, a backup or a checkpoint needs them; name them"
                      + " by fingerprint")),
          about(
              host,
              guardian.pairs().stream()
                  .flatMap(each -> List.of(each.signing(), each.encryption()).stream())
                  .toList()));
    }
  }

  /** A certificate, and those that stand beside it in protectors. */
  private List<GuardianCertificate> halves(HostCertificate alone) {
    Set<GuardianCertificate> halves = new LinkedHashSet<>(List.of(alone.certificate()));
    for (MatrixVm vm : users(alone)) {
      for (WrappingCertificates each : vm.wrappings()) {
        boolean signs = each.signing().sameKeyAs(alone.certificate());
        if (signs || each.encryption().sameKeyAs(alone.certificate())) {
          halves.add(signs ? each.encryption() : each.signing());
        }
      }
    }
    return List.copyOf(halves);
  }

  private String generations(List<GuardianPairs.Pair> pairs) {
    List<String> words = new ArrayList<>();
    for (GuardianPairs.Pair pair : pairs) {
      GuardianCertificate encryption = pair.encryption().certificate();
      words.add(
          "since "
              + CertificateWords.day(encryption.notBefore())
              + " ["
              + WindowsThumbprint.of(encryption)
              + "]"
              + (pair.isAssumed() ? ", which is assumed to be a pair" : "")
              + ": "
              + names(users(pair.encryption())));
    }
    GuardianCertificate signing = pairs.get(0).signing().certificate();
    return pairs.size()
        + " generations of "
        + CertificateWords.guardian(signing)
        + "; "
        + String.join("; ", words);
  }

  private static String names(Set<MatrixVm> vms) {
    if (vms.isEmpty()) {
      return "no VM";
    }
    String first =
        vms.stream()
            .limit(MOST_NAMES)
            .map(vm -> ForeignText.listed(vm.label(), MOST_IN_NAME))
            .collect(Collectors.joining(", "));
    int more = vms.size() - MOST_NAMES;
    return more > 0 ? first + ", and " + more + " more" : first;
  }
}
