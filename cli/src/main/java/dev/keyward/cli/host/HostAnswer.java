package dev.keyward.cli.host;

import dev.keyward.cli.console.Answer;
import dev.keyward.cli.view.AddresseesAnswer;
import dev.keyward.host.failover.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the verbs of a guarded host answer. */
public final class HostAnswer {

  private HostAnswer() {}

  /** A new host and its key. */
  @Answer.To("host-init")
  record Made(
      String folder,
      String hostKey,
      String hostKeySha256,
      @Answer.IfPresent Optional<String> endorsementKey,
      @Answer.IfPresent Optional<String> endorsementKeySha256)
      implements Answer {}

  /** A host's configuration and attestation status. */
  @Answer.To({"host-show", "host-configure"})
  record Shown(
      String folder, @Answer.Inline Properties properties, @Answer.Inline Optional<Keys> keys)
      implements Answer {}

  /** The keys by which a fleet tells whether host and services agree. */
  record Keys(
      @Answer.Named("HostKeySha256") String hostKey,
      @Answer.Named("GuardianSigningSha256") List<String> guardianSigning,
      @Answer.Named("FallbackGuardianSigningSha256") List<String> fallbackSigning)
      implements Answer {}

  /** The properties of {@code Get-HgsClientConfiguration}, and what Windows has no name for. */
  record Properties(
      @Answer.Named("IsHostGuarded") boolean guarded,
      @Answer.Named("Mode") String mode,
      @Answer.Named("KeyProtectionServerUrl") Optional<String> keyProtection,
      @Answer.Named("AttestationServerUrl") Optional<String> attestation,
      @Answer.Named("AttestationOperationMode") String operationMode,
      @Answer.Named("AttestationStatus") String status,
      @Answer.Named("AttestationSubstatus") String substatus,
      @Answer.Named("FallbackKeyProtectionServerUrl") Optional<String> fallbackKeyProtection,
      @Answer.Named("FallbackAttestationServerUrl") Optional<String> fallbackAttestation,
      @Answer.Named("IsFallbackInUse") boolean fallbackInUse,
      @Answer.Named("AttestationStatusNumber") int statusNumber,
      @Answer.Named("GuardianName") Optional<String> guardian,
      @Answer.Named("FallbackGuardianName") Optional<String> fallbackGuardian,
      @Answer.Named("FailoverLimitSeconds") Optional<Long> failoverLimit,
      @Answer.Named("TrustedAuthorities") Optional<Integer> authorities,
      @Answer.Named("LastAsked") Optional<Instant> lastAsked,
      @Answer.Named("HealthCertificateUntil") Optional<Instant> healthCertificateUntil,
      @Answer.IfPresent @Answer.Named("TpmDevice") Optional<String> tpm,
      @Answer.IfPresent @Answer.Named("NotRecorded") Optional<Long> unrecorded,
      @Answer.IfPresent @Answer.Named("NotRecordedLast") Optional<Instant> lastUnrecorded)
      implements Answer {}

  /** How attestation went. */
  @Answer.To("host-test")
  record Tested(
      String folder,
      Optional<String> server,
      @Answer.Named("AttestationStatus") String status,
      @Answer.Named("AttestationStatusNumber") int statusNumber,
      @Answer.Named("AttestationSubstatus") String substatus,
      @Answer.Named("HealthCertificateUntil") Optional<String> healthCertificateUntil,
      @Answer.IfPresent @Answer.Named("IsFallbackInUse") Optional<Boolean> fallbackInUse,
      Optional<String> guardianSigningSha256,
      @Answer.IfPresent Optional<Boolean> releaseTested,
      @Answer.IfPresent Optional<Clocks> clocks,
      List<Decided> decisions)
      implements Answer {}

  /** Two clocks that differ. */
  record Clocks(Instant host, Instant service) implements Answer {}

  /** What was started and where its parts are. */
  @Answer.To("host-start")
  record Started(String file, Optional<String> folder, @Answer.Inline Start start)
      implements Answer {}

  /** A start: the machine, its owner, and the guardian that sealed it again. */
  record Start(
      String id,
      String name,
      @Answer.IfPresent Optional<AddresseesAnswer.Owner> owner,
      long generation,
      String server,
      String sealedBy,
      String sealedBySha256,
      @Answer.IfPresent Optional<List<String>> accepted,
      @Answer.IfPresent Optional<Earlier> earlierRun,
      List<Decided> decisions)
      implements Answer {}

  /** What became of an earlier run that did not end as it should. */
  record Earlier(String outcome, Instant since, long generation, List<String> parts, String file)
      implements Answer {}

  /** What ran, and what was sealed of it. */
  @Answer.To("host-run")
  record Ran(
      String file,
      @Answer.Inline Start start,
      int exitCode,
      @Answer.IfPresent Optional<Back> sealedBack,
      @Answer.IfPresent Optional<String> unsaved)
      implements Answer {}

  /** Which parts were sealed back, and which were not there any more. */
  record Back(long generation, List<String> changed, List<String> missing) implements Answer {}

  /** One decision on the way. */
  public record Decided(
      String server,
      @Answer.Named("try") int number,
      String step,
      String seen,
      String detail,
      String next)
      implements Answer {

    static Decided of(Decision decision) {
      return new Decided(
          decision.side().code(),
          decision.number(),
          decision.step().words().replace(' ', '-'),
          decision.seen().code(),
          decision.detail(),
          decision.next().code());
    }
  }
}
