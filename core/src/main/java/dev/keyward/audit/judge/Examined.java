package dev.keyward.audit.judge;

import dev.keyward.audit.look.FileRemedy;
import dev.keyward.audit.policy.PolicyUse;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.Standing;
import dev.keyward.audit.result.WrappingCertificates;
import dev.keyward.finding.Finding;
import dev.keyward.finding.VmFacts;
import dev.keyward.guardian.GuardianCertificate;
import java.util.ArrayList;
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

  /**
   * What a protector carries for one party.
   *
   * @param owner whether that is its owner
   * @param vouched what it is if its encryption key signs somewhere in the input, where nothing but
   *     a signature says whose that key is
   */
  public record Carried(
      Party party,
      GuardianCertificate signing,
      GuardianCertificate encryption,
      boolean owner,
      Optional<Vouched> vouched) {

    /** Where more than a signature says whose the encryption key is, or nothing does. */
    public Carried(
        Party party, GuardianCertificate signing, GuardianCertificate encryption, boolean owner) {
      this(party, signing, encryption, owner, Optional.empty());
    }

    /** The same, spoken for by a signature alone. */
    public Carried vouchedBy(Vouched instead) {
      return new Carried(party, signing, encryption, owner, Optional.of(instead));
    }

    /** The same for that party. */
    public Carried of(Party other) {
      return new Carried(other, signing, encryption, owner, vouched);
    }
  }

  /**
   * What a wrapping is whose encryption key turns out to sign: a grant of its guardian, borrowed.
   *
   * @param told the findings that are then wrong
   * @param mixed the finding in their place
   * @param stranger the party in the place of the guardian
   */
  public record Vouched(List<Finding> told, Finding mixed, Party stranger) {

    /** Copies the list. */
    public Vouched {
      told = List.copyOf(told);
    }
  }

  /** The certificates of the wrappings of a protector; none where it is not valid. */
  public static List<WrappingCertificates> proved(Standing standing, List<Carried> carried) {
    return standing == Standing.VALID
        ? carried.stream()
            .map(each -> new WrappingCertificates(each.signing(), each.encryption()))
            .toList()
        : List.of();
  }

  public Examined {
    certificates = List.copyOf(certificates);
  }

  /** The same where the encryption key of {@code borrowed}, one of the certificates, signs. */
  public Examined mixed(Carried borrowed, Vouched instead) {
    List<Carried> all = new ArrayList<>(certificates);
    all.set(all.indexOf(borrowed), borrowed.of(instead.stranger()));
    List<Finding> findings = new ArrayList<>(result.findings());
    instead.told().forEach(findings::remove);
    int place = 0;
    while (place < findings.size()
        && findings.get(place).code().ordinal() <= instead.mixed().code().ordinal()) {
      place++;
    }
    findings.add(place, instead.mixed());
    boolean sealed = result.sealer().equals(Optional.of(borrowed.party()));
    AuditedProtector other =
        result
            .of(set(all), sealed ? Optional.of(instead.stranger()) : result.sealer())
            .with(findings);
    return new Examined(other, all, algorithms, traces);
  }

  /** The parties of a protector that carries these. */
  static GuardianSet set(List<Carried> carried) {
    Optional<Party> owner = carried.stream().filter(Carried::owner).findFirst().map(Carried::party);
    return new GuardianSet(
        owner, carried.stream().filter(each -> !each.owner()).map(Carried::party).toList());
  }

  /** Lets the rules see whose protector it is, and who stands in it. */
  public void showTo(PolicyUse rules) {
    rules.sees(result.place());
    for (Carried carried : certificates) {
      rules.sees(carried.signing());
      rules.sees(carried.encryption());
    }
  }

  /** The same of a protector that names its VM. */
  public Examined ofNamedVm() {
    return new Examined(result, certificates, algorithms, traces.map(Traces::ofNamedVm));
  }

  /** The same protector, with facts that its export holds. */
  public Examined beside(VmFacts facts) {
    return facts.equals(VmFacts.NONE)
        ? this
        : new Examined(result.beside(facts), certificates, algorithms, traces);
  }

  /** The same of a protector that a host keeps beside the machine's current one. */
  public Examined asLastKnownGood() {
    AuditedProtector last = result.at(result.place().asLastKnownGood());
    return new Examined(last, certificates, algorithms, traces);
  }

  /** The same protector with another result, such as one with a further finding. */
  public Examined as(AuditedProtector other) {
    return new Examined(other, certificates, algorithms, traces);
  }

  /** The same with these findings in place of its own. */
  Examined with(List<Finding> findings) {
    return new Examined(result.with(findings), certificates, algorithms, traces);
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
