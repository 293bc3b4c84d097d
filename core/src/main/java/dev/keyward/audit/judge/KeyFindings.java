package dev.keyward.audit.judge;

import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.guardian.KeyState;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.known.Holders;
import dev.keyward.protector.part.Identity;
import dev.keyward.protector.part.Wrapping;
import java.util.List;
import java.util.TreeSet;

/** What is to be known of the keys of a known guardian. */
final class KeyFindings {

  private final VerifiedProtector protector;
  private final PartyBook parties;
  private final AuditRemedy remedies;
  private final List<Finding> findings;

  KeyFindings(VerifiedProtector protector, PartyBook parties, List<Finding> findings) {
    this.protector = protector;
    this.parties = parties;
    this.remedies = new AuditRemedy(protector, parties);
    this.findings = findings;
  }

  void all(Wrapping wrapping, Identity.Known known, Holders holders) {
    if (holders.claimants().size() > 1) {
      add(
          AuditFindingCode.ENCRYPTION_KEY_CLAIMED_TWICE,
          String.join(" and ", new TreeSet<>(holders.claimants())) + " claim one encryption key",
          Remedy.noCommand(
              "both operators say who has that key; take the metadata of the other out of folders,"
                  + " and out of the store with guardian remove"));
    }
    if (known.compromised()) {
      add(
          AuditFindingCode.COMPROMISED_KEY,
          "wrapped to a compromised key of " + known.name(),
          remedies.reseal("seal the VM under a new transport key"));
    } else if (known.by() == KeyState.UNLISTED) {
      add(
          AuditFindingCode.UNLISTED_KEY,
          "wrapped to a key that " + known.name() + " signed and no metadata here lists",
          remedies.update(known.name(), "take its metadata, with --older if it is older"));
    } else if (!known.isInUse() && !isInUseElsewhere(known.name())) {
      replaced(wrapping, known);
    }
    parties
        .known()
        .outOfDate(known.name())
        .ifPresent(
            each ->
                add(AuditFindingCode.GUARDIAN_OUT_OF_DATE, each.words(), Remedy.by(each.remedy())));
  }

  private void replaced(Wrapping wrapping, Identity.Known known) {
    boolean retired = known.by() == KeyState.RETIRED;
    String day = known.since().map(moment -> " on " + CertificateFindings.day(moment)).orElse("");
    add(
        AuditFindingCode.RENEWED_KEY,
        "wrapped to keys that "
            + known.name()
            + (retired ? " has retired" : " has replaced")
            + day
            + (retired ? ", so that no service releases the key by it" : ""),
        remedies.renew(wrapping, "put its current keys into the protector"));
  }

  /** Beside a wrapping for the current key, the former one keeps nobody out. */
  private boolean isInUseElsewhere(String name) {
    return protector.wrappings().stream()
        .map(wrapping -> parties.of(wrapping).identity())
        .anyMatch(
            identity ->
                identity instanceof Identity.Known other
                    && other.name().equals(name)
                    && other.isInUse());
  }

  private void add(AuditFindingCode code, String found, Remedy remedy) {
    findings.add(Finding.of(code, found, remedy));
  }
}
