package dev.keyward.audit.judge;

import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.Party;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.part.Identity;
import dev.keyward.protector.part.Wrapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who is there, judged by who is known, without any policy. */
final class PartyFindings {

  private final VerifiedProtector protector;
  private final PartyBook parties;
  private final AuditRemedy remedies;
  private final List<Finding> findings = new ArrayList<>();

  PartyFindings(VerifiedProtector protector, PartyBook parties) {
    this.protector = protector;
    this.parties = parties;
    this.remedies = new AuditRemedy(protector, parties);
  }

  List<Finding> all() {
    if (parties.knowsAnybody()) {
      protector.wrappings().forEach(this::identity);
    }
    protector.wrappings().forEach(this::delegation);
    if (protector.wrappings().size() == 1) {
      add(
          AuditFindingCode.OWNER_ONLY,
          "the owner's wrapping is the only one",
          Remedy.by("grant access to an HGS", "protector grant FILE --guardian NAME --in-place"));
    }
    offlineUnwraps();
    return findings;
  }

  private void identity(Wrapping wrapping) {
    PartyBook.Entry entry = parties.of(wrapping);
    if (entry.identity() instanceof Identity.Unknown) {
      stranger(wrapping, entry.party());
    } else if (entry.identity() instanceof Identity.Mixed mixed) {
      findings.add(mixed(wrapping, mixed));
    } else if (entry.identity() instanceof Identity.Known known) {
      new KeyFindings(protector, parties, findings).all(wrapping, known, entry.holders());
    }
  }

  private Finding mixed(Wrapping wrapping, Identity.Mixed mixed) {
    return Finding.of(
        AuditFindingCode.MIXED_CERTIFICATES,
        "wrapping "
            + wrapping.id()
            + " signs as "
            + mixed.signing().orElse("a stranger")
            + " and decrypts as "
            + mixed.encryption().orElse("a stranger"),
        remedies.remove(
            wrapping,
            "ask that guardian for its present metadata; if it is not its own, revoke it"));
  }

  /** What a wrapping is that only a signature speaks for, if its encryption key signs itself. */
  Optional<Examined.Vouched> vouched(Wrapping wrapping) {
    PartyBook.Entry entry = parties.of(wrapping);
    if (!entry.holders().vouched() || !(entry.identity() instanceof Identity.Known known)) {
      return Optional.empty();
    }
    List<Finding> told = new ArrayList<>();
    new KeyFindings(protector, parties, told).all(wrapping, known, entry.holders());
    Identity.Mixed mixed = new Identity.Mixed(Optional.of(known.name()), Optional.empty());
    return Optional.of(
        new Examined.Vouched(told, mixed(wrapping, mixed), parties.stranger(wrapping.signing())));
  }

  /** One finding a wrapping: the gravest part that the stranger plays. */
  private void stranger(Wrapping wrapping, Party party) {
    if (wrapping.isOwn()) {
      add(
          AuditFindingCode.UNKNOWN_OWNER,
          "owned by " + party.label(),
          AuditRemedy.learn("import the owner if you know it; else ask where this came from"));
    } else if (isSealer(wrapping)) {
      add(
          AuditFindingCode.UNKNOWN_SEALER,
          "sealed by " + party.label(),
          AuditRemedy.learn(
              "import the sealer if you know it; else have the owner make a new protector"));
    } else {
      add(
          AuditFindingCode.UNKNOWN_GUARDIAN,
          "granted to " + party.label(),
          remedies.revoke(
              wrapping, "if you know it, import it or name it with --guardians; else revoke it"));
    }
  }

  private void delegation(Wrapping wrapping) {
    if (!wrapping.isOwn() && protector.isDelegated(wrapping)) {
      Wrapping parent = protector.protector().wrapping(wrapping.grant().parent()).orElseThrow();
      String by = parties.of(parent).party().label();
      add(
          AuditFindingCode.DELEGATED,
          parties.of(wrapping).party().label() + " was let in by " + by,
          delegated(wrapping, by));
    }
  }

  private Remedy delegated(Wrapping wrapping, String by) {
    Optional<String> name = remedies.stored(wrapping);
    return name.isPresent()
        ? remedies.grant(
            name.get(), "have the owner grant it in the place of what " + by + " let in")
        : remedies.remove(wrapping, "revoke what " + by + " let in");
  }

  private void offlineUnwraps() {
    long unwraps = protector.protector().maxOfflineUnwraps();
    if (unwraps > 0) {
      add(
          AuditFindingCode.OFFLINE_UNWRAPS,
          "MaxOfflineUnwraps is " + unwraps + ", not signed",
          remedies.renew(protector.owner(), "ask who set it; an edit of the owner writes 0"));
    }
  }

  private boolean isSealer(Wrapping wrapping) {
    return wrapping.id().equals(protector.sealer().id());
  }

  private void add(AuditFindingCode code, String found, Remedy remedy) {
    findings.add(Finding.of(code, found, remedy));
  }
}
