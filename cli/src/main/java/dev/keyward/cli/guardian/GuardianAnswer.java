package dev.keyward.cli.guardian;

import dev.keyward.cli.base.Failures;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.FaultAnswer;
import dev.keyward.cli.report.CertificateAnswer;
import dev.keyward.crypto.KeyReference;
import dev.keyward.guardian.DamagedGuardian;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.guardian.trust.TrustDecision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A stored guardian.
 *
 * @param name the guardian's name
 * @param hasKeys whether its private keys are in this store
 * @param trust the decision at creation or import
 * @param signing the certificate that it signs with
 * @param encryption the certificate that keys are wrapped to
 * @param otherSigning further signing certificates that its metadata lists
 * @param history the keys that it has and had
 * @param outside where its current private keys are, the signing key first; there if they are in a
 *     device
 */
@Answer.To({
  "guardian-create",
  "guardian-renew",
  "guardian-retire",
  "guardian-show",
  "guardian-update",
  "guardian-use"
})
record GuardianAnswer(
    String name,
    boolean hasKeys,
    Trust trust,
    CertificateAnswer signing,
    CertificateAnswer encryption,
    List<CertificateAnswer> otherSigning,
    @IfPresent Optional<HistoryAnswer> history,
    @IfPresent Optional<List<String>> outside)
    implements Answer {

  /** The same guardian, whose current keys are there. */
  GuardianAnswer outside(List<KeyReference> references) {
    return new GuardianAnswer(
        name,
        hasKeys,
        trust,
        signing,
        encryption,
        otherSigning,
        history,
        references.isEmpty()
            ? Optional.empty()
            : Optional.of(references.stream().map(KeyReference::uri).toList()));
  }

  /** Why it is trusted. */
  record Trust(
      TrustDecision.Basis basis,
      Instant decidedAt,
      Optional<String> evidence,
      boolean acceptedExpired)
      implements Answer {}

  /**
   * What an import answers.
   *
   * @param unchanged there where the store had the guardian already, by the same decision
   */
  @Answer.To({"guardian-import", "guardian-import-keys"})
  record Imported(@Inline GuardianAnswer guardian, @IfPresent Optional<Boolean> unchanged)
      implements Answer {}

  /**
   * What {@code guardian list} answers.
   *
   * @param damaged entries that cannot be read
   */
  @Answer.To("guardian-list")
  record Listed(List<GuardianAnswer> guardians, @IfPresent Optional<List<Damaged>> damaged)
      implements Answer {

    static Listed of(List<GuardianAnswer> guardians, List<DamagedGuardian> damaged) {
      List<Damaged> all = damaged.stream().map(Damaged::of).toList();
      return new Listed(guardians, Optional.of(all).filter(list -> !list.isEmpty()));
    }
  }

  /**
   * An entry of the store that cannot be read.
   *
   * @param mayHoldKeys whether private keys are in its folder, or nobody can tell
   */
  record Damaged(String name, boolean mayHoldKeys, FaultAnswer error) implements Answer {

    static Damaged of(DamagedGuardian damaged) {
      return new Damaged(
          damaged.name().toString(), damaged.mayHoldKeys(), FaultAnswer.of(Failures.of(damaged)));
    }
  }

  /**
   * Of a guardian of the store.
   *
   * @param hasKeys whether the files of its current keys are there
   */
  static GuardianAnswer of(StoredGuardian stored, boolean hasKeys) {
    Guardian guardian = stored.guardian();
    TrustDecision trust = stored.trust();
    return new GuardianAnswer(
        guardian.name().toString(),
        hasKeys,
        new Trust(trust.basis(), trust.decidedAt(), trust.evidence(), trust.acceptedExpired()),
        CertificateAnswer.of(guardian.signing()),
        CertificateAnswer.of(guardian.encryption()),
        guardian.otherSigning().stream().map(CertificateAnswer::of).toList(),
        Optional.of(HistoryAnswer.of(stored)),
        Optional.empty());
  }
}
