package dev.keyward.fleet.topology.fact;

import dev.keyward.audit.result.WrappingCertificates;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.message.OperationMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known about a service beyond its registrations.
 *
 * @param mode how hosts prove their health to it; empty where nobody said
 * @param onlyV2 whether it answers version 2.0 of the protocols only
 * @param description what the folder of the service says; empty where no folder was named
 * @param now when its certificates are judged
 * @param measured how it judges measured hosts; empty where it attests none, or no folder was named
 */
public record ServiceFacts(
    Optional<OperationMode> mode,
    boolean onlyV2,
    Optional<HgsDescription> description,
    Instant now,
    Optional<MeasuredService> measured) {

  /** The first version of Windows Server that attests with a host key (MS-HGSA, note 1). */
  static final int HOST_KEY_VERSION = 1809;

  /** The first version of Windows Server that speaks version 2.0 (MS-HGSA, note 2). */
  static final int V2_VERSION = 1803;

  /** Nothing is known. */
  public static final ServiceFacts NONE =
      new ServiceFacts(Optional.empty(), false, Optional.empty(), Instant.EPOCH, Optional.empty());

  /** Whether it can attest a host: without a primary attestation certificate it cannot. */
  public boolean attests() {
    return description
        .map(service -> service.primary(CertificateUse.ATTESTATION).isPresent())
        .orElse(true);
  }

  /** Whether every health certificate that it issues is refused, since its own issuer has ended. */
  public boolean issuerEnded() {
    return description
        .flatMap(service -> service.primary(CertificateUse.ATTESTATION))
        .filter(primary -> primary.certificate().notAfter().isBefore(now))
        .isPresent();
  }

  /** The certificates in use that have ended, or that end within that time. */
  public List<HgsCertificate> endingWithin(Duration time) {
    return description.map(service -> service.endedAt(now.plus(time))).orElse(List.of());
  }

  /** The oldest version of Windows Server that it attests; 0 where any will do. */
  public int leastVersion() {
    if (mode.equals(Optional.of(OperationMode.HOST_KEY))) {
      return HOST_KEY_VERSION;
    }
    return onlyV2 ? V2_VERSION : 0;
  }

  /**
   * What the keys in the folder do with a protector: the service takes the first wrapping of which
   * it has both keys enabled. Empty where there is no folder.
   */
  public Optional<Verdict> verdict(List<WrappingCertificates> wrappings) {
    return description.map(
        service ->
            wrappings.stream()
                .map(each -> verdict(service, each))
                .min(Verdict::compareTo)
                .orElse(Verdict.NO_WRAPPING));
  }

  private static Verdict verdict(HgsDescription service, WrappingCertificates wrapping) {
    Optional<HgsCertificate> opens =
        service.certificates().stream()
            .filter(each -> each.use() == CertificateUse.ENCRYPTION)
            .filter(each -> each.certificate().sameKeyAs(wrapping.encryption()))
            .findFirst();
    Optional<HgsCertificate> signs =
        service.certificates().stream()
            .filter(each -> each.use() == CertificateUse.SIGNING)
            .filter(each -> each.certificate().sameKeyAs(wrapping.signing()))
            .findFirst();
    if (opens.isEmpty() || signs.isEmpty()) {
      return Verdict.NO_WRAPPING;
    }
    if (!opens.get().isEnabled()) {
      return Verdict.DISABLED_ENCRYPTION;
    }
    return signs.get().isEnabled() ? Verdict.RELEASES : Verdict.DISABLED_SIGNING;
  }
}
