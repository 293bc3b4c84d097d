package dev.keyward.audit.judge;

import dev.keyward.audit.look.FileRemedy;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Party;
import dev.keyward.guardian.GuardianCertificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One protector as seen by itself, before it is compared with the others.
 *
 * @param result all that can be said of it alone
 * @param certificates what it carries for whom, if it is valid
 * @param algorithms the URIs it uses, if it is valid
 * @param traces what would stand in another VM's protector only by copying; empty where there is no
 *     protector
 */
public record Examined(
    AuditedProtector result,
    List<Carried> certificates,
    Set<String> algorithms,
    Optional<Traces> traces) {

  /** What a protector carries for one party. */
  public record Carried(
      Party party, GuardianCertificate signing, GuardianCertificate encryption, boolean owner) {

    /** The same for that party. */
    public Carried of(Party other) {
      return new Carried(other, signing, encryption, owner);
    }
  }

  public Examined {
    certificates = List.copyOf(certificates);
  }

  /** The same of a protector that names its VM. */
  public Examined ofNamedVm() {
    return new Examined(result, certificates, algorithms, traces.map(Traces::ofNamedVm));
  }

  /** The same of a protector that a host keeps beside the machine's current one. */
  public Examined asLastKnownGood() {
    AuditedProtector last = result.at(result.place().asLastKnownGood());
    return new Examined(last, certificates, algorithms, traces);
  }

  /** The same of what gives no protector, with what helps in this case. */
  public Examined advised(FileRemedy remedy) {
    AuditedProtector better =
        result.with(
            result.findings().stream().map(each -> Findings.advised(each, remedy)).toList());
    return new Examined(better, certificates, algorithms, traces);
  }

  /** What is not valid: nothing it carries is counted. */
  public static Examined unproved(AuditedProtector result, Optional<Traces> traces) {
    return new Examined(result, List.of(), Set.of(), traces);
  }

  public static Examined bare(AuditedProtector result) {
    return unproved(result, Optional.empty());
  }
}
