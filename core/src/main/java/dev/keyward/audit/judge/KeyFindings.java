package dev.keyward.audit.judge;

import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Mend;
import dev.keyward.guardian.KeyState;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.known.Holders;
import dev.keyward.protector.part.Identity;
import java.util.List;
import java.util.TreeSet;

/** What is to be known of the keys of a known guardian. */
final class KeyFindings {

  private final VerifiedProtector protector;
  private final PartyBook parties;
  private final List<Finding> findings;

  KeyFindings(VerifiedProtector protector, PartyBook parties, List<Finding> findings) {
    this.protector = protector;
    this.parties = parties;
    this.findings = findings;
  }

  void all(Identity.Known known, Holders holders) {
    if (holders.claimants().size() > 1) {
      add(
          AuditFindingCode.ENCRYPTION_KEY_CLAIMED_TWICE,
          String.join(" and ", new TreeSet<>(holders.claimants())) + " claim one encryption key",
          Mend.by("ask both for their metadata; take the one that has not that key out"));
    }
    if (known.compromised()) {
      add(
          AuditFindingCode.COMPROMISED_KEY,
          "wrapped to a compromised key of " + known.name(),
          Mend.by("seal the VM under a new transport key: keyward vm reseal"));
    } else if (known.by() == KeyState.UNLISTED) {
      add(
          AuditFindingCode.UNLISTED_KEY,
          "wrapped to a key that " + known.name() + " signed and no metadata here lists",
          Mend.by(
              "take its metadata: keyward guardian update "
                  + known.name()
                  + " METADATA, with --older where it is older"));
    } else if (!known.isInUse() && !isInUseElsewhere(known.name())) {
      replaced(known);
    }
    parties
        .known()
        .outOfDate(known.name())
        .ifPresent(
            each ->
                add(AuditFindingCode.GUARDIAN_OUT_OF_DATE, each.words(), Mend.by(each.remedy())));
  }

  private void replaced(Identity.Known known) {
    boolean retired = known.by() == KeyState.RETIRED;
    String day = known.since().map(moment -> " on " + CertificateFindings.day(moment)).orElse("");
    add(
        AuditFindingCode.RENEWED_KEY,
        "wrapped to keys that "
            + known.name()
            + (retired ? " has retired" : " has replaced")
            + day
            + (retired ? ", so that no service releases the key by it" : ""),
        Mend.by(
            "put its current keys there",
            "protector renew FILE --guardian " + known.name() + " --in-place"));
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

  private void add(AuditFindingCode code, String found, Mend mend) {
    findings.add(Finding.of(code, found, mend));
  }
}
