package dev.keyward.audit.judge;

import dev.keyward.KeywardException;
import dev.keyward.NoProtectorException;
import dev.keyward.NotCollectedException;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.KeylessReader;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.VerificationReport;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.file.EncodedProtector;
import dev.keyward.protector.listing.ListedWrapping;
import dev.keyward.protector.listing.ProtectorListing;
import dev.keyward.protector.part.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges one protector after the other. A protector that is not valid is reported as invalid, and
 * no other rule is applied to it, because nothing that it says is proved. Safe for use by several
 * threads.
 */
public final class ProtectorAuditor {

  private final ProtectorVerifier verifier;
  private final PartyBook parties;
  private final RuleBook rules;
  private final KeylessReader reader = new KeylessReader();

  public ProtectorAuditor(ProtectorVerifier verifier, PartyBook parties, RuleBook rules) {
    this.verifier = verifier;
    this.parties = parties;
    this.rules = rules;
  }

  /**
   * Examines what stands at {@code place}.
   *
   * @param file the digest of the file; empty where the document's is to be taken
   */
  Examined examine(Place place, EncodedProtector found, Optional<Thumbprint> file) {
    Thumbprint digest;
    try {
      digest = file.isPresent() && found.isWholeFile() ? file.get() : found.sha256();
    } catch (NoProtectorException e) {
      return bare(place, Standing.NONE, Findings.noProtector(), file);
    } catch (NotCollectedException e) {
      return bare(place, Standing.NOT_COLLECTED, Findings.notCollected(e.fault()), file);
    } catch (KeywardException e) {
      return bare(place, Standing.UNUSABLE, Findings.notProtector(e.fault()), file);
    }
    Subject subject = new Subject(place, found, digest, Optional.of(file.orElse(digest)));
    try {
      return examine(subject, found.read(reader));
    } catch (KeywardException e) {
      return listed(subject, Findings.differs(e.fault()));
    }
  }

  /** What is looked at, and the digests of its document and of what reports name. */
  private record Subject(
      Place place, EncodedProtector found, Thumbprint digest, Optional<Thumbprint> sha256) {}

  static Examined bare(Place place, Standing standing, Finding finding, Optional<Thumbprint> sha) {
    return Examined.bare(
        new AuditedProtector(
            place, standing, GuardianSet.NOBODY, Optional.empty(), List.of(finding), sha));
  }

  private static Examined listed(Subject subject, Finding finding) {
    try {
      ProtectorListing listing = ProtectorListing.parse(subject.found().document());
      Optional<Party> owner =
          listing.wrappings().stream()
              .filter(wrapping -> wrapping.id().isPresent())
              .filter(wrapping -> wrapping.id().equals(wrapping.parent()))
              .findFirst()
              .map(PartyBook::claimed);
      List<Party> others =
          listing.wrappings().stream()
              .map(PartyBook::claimed)
              .filter(party -> owner.filter(party::equals).isEmpty())
              .toList();
      Optional<Party> sealer = listing.sealer().flatMap(id -> claimedSealer(listing, id));
      return Examined.unproved(
          new AuditedProtector(
              subject.place(),
              Standing.LISTED,
              new GuardianSet(owner, others),
              sealer,
              List.of(finding),
              subject.sha256()),
          Optional.of(Traces.of(subject.digest())));
    } catch (KeywardException e) {
      Finding none = Findings.notProtector(e.fault());
      return bare(subject.place(), Standing.UNUSABLE, none, subject.sha256());
    }
  }

  private static Optional<Party> claimedSealer(ProtectorListing listing, String id) {
    return listing.wrappings().stream()
        .filter(wrapping -> wrapping.id().filter(id::equals).isPresent())
        .findFirst()
        .map((ListedWrapping wrapping) -> PartyBook.claimed(wrapping));
  }

  private Examined examine(Subject subject, KeyProtector protector) {
    VerificationReport report = verifier.examine(protector);
    PartyBook here = parties.telling(protector);
    List<Examined.Carried> carried = carried(protector, here, report.verified());
    List<Finding> findings = new ArrayList<>();
    Standing standing = standing(report, findings);
    report
        .verified()
        .ifPresent(valid -> findings.addAll(rules.findings(subject.place(), valid, here)));
    Optional<Traces> traces = Optional.of(Traces.of(subject.digest(), protector));
    AuditedProtector result =
        new AuditedProtector(
            subject.place(),
            standing,
            Examined.set(carried),
            sealer(protector, carried),
            findings,
            subject.sha256(),
            Examined.proved(standing, carried),
            standing == Standing.VALID ? protector.unknownAlgorithms() : Set.of());
    return standing == Standing.VALID
        ? new Examined(result, carried, UsedAlgorithms.of(protector), traces)
        : Examined.unproved(result, traces);
  }

  private static Standing standing(VerificationReport report, List<Finding> findings) {
    if (report.verified().isPresent()) {
      return Standing.VALID;
    }
    List<Check> failed = with(report, Check.Outcome.FAILED);
    if (failed.isEmpty()) {
      findings.add(Findings.uncheckable(report.obstacle().orElseThrow()));
      return Standing.UNCHECKED;
    }
    findings.add(Findings.invalid(failed));
    return Standing.INVALID;
  }

  private static List<Check> with(VerificationReport report, Check.Outcome outcome) {
    return report.checks().stream().filter(check -> check.outcome() == outcome).toList();
  }

  private static List<Examined.Carried> carried(
      KeyProtector protector, PartyBook parties, Optional<VerifiedProtector> valid) {
    Optional<PartyFindings> findings = valid.map(each -> new PartyFindings(each, parties));
    return protector.wrappings().stream()
        .map(
            wrapping ->
                new Examined.Carried(
                    (valid.isPresent() ? parties.of(wrapping) : parties.unkept(wrapping)).party(),
                    wrapping.signing(),
                    wrapping.encryption(),
                    wrapping.isOwn(),
                    findings.flatMap(each -> each.vouched(wrapping))))
        .toList();
  }

  private static Optional<Party> sealer(KeyProtector protector, List<Examined.Carried> carried) {
    for (int index = 0; index < carried.size(); index++) {
      if (protector.wrappings().get(index).id().equals(protector.guardianSignature().sealer())) {
        return Optional.of(carried.get(index).party());
      }
    }
    return Optional.empty();
  }
}
