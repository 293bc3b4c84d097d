package dev.keyward.audit;

import static dev.keyward.protector.TestGuardians.ENGINE;
import static dev.keyward.protector.TestGuardians.RANDOM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.audit.result.AuditBasis;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.crypto.TestTools;
import dev.keyward.finding.Finding;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.TestKeys.Wish;
import dev.keyward.guardian.trust.TestTrust;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.known.KnownGuardians;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an audit says of the dates of both certificates of a wrapping. */
class CertificateFindingsTest {

  private static final Instant ENDED = Instant.parse("2026-05-01T00:00:00Z");

  private final GuardianKeys owner = TestKeys.guardian("owner", 5, 6);

  /** The keys 0 and 1 under certificates with these ends. */
  private static GuardianKeys service(Instant signing, Instant encryption) throws KeywardException {
    GuardianCertificate signer =
        TestKeys.selfSigned(TestKeys.pair(0), Wish.of("hgs", TestKeys.SIGNS).until(signing));
    GuardianCertificate opener =
        TestKeys.selfSigned(TestKeys.pair(1), Wish.of("hgs", TestKeys.ENCRYPTS).until(encryption));
    return GuardianMaker.assemble(
        new GuardianCertificates(TestKeys.name("hgs"), signer, opener, List.of()),
        TestKeys.pair(0).getPrivate(),
        TestKeys.pair(1).getPrivate(),
        ENGINE);
  }

  private List<Finding> findings(GuardianKeys service, GuardianHistory known)
      throws KeywardException {
    TrustedGuardian granted = TestTrust.trusted(service.guardian()).acceptingExpired();
    byte[] protector =
        new ProtectorAuthor(TestTools.of(ENGINE, RANDOM))
            .create(owner.signing(), List.of(granted))
            .encode();
    AuditBasis basis =
        new AuditBasis(TestKeys.NOW, Duration.ofDays(90), Optional.empty(), List.of("test"));
    KnownGuardians all = KnownGuardians.of(List.of(GuardianHistory.of(owner.guardian()), known));
    Audit.Yardstick yardstick = new Audit.Yardstick(all, AuditPolicy.none(), ENGINE);
    return new RowExaminer(yardstick, basis).examine("vm", protector).get(0).findings();
  }

  private List<String> found(GuardianKeys service) throws KeywardException {
    return findings(service, GuardianHistory.of(service.guardian())).stream()
        .map(finding -> finding.code().code() + ": " + finding.found())
        .toList();
  }

  @Test
  void eachCertificateIsJudged() throws KeywardException {
    Instant soon = Instant.parse("2026-12-03T12:00:00Z");
    assertEquals(
        List.of(
            "expiring: hgs has a certificate that ends on 2026-12-03, in 10 days",
            "expired: hgs has a certificate that ended on 2026-05-01"),
        found(service(soon, ENDED)));
  }

  @Test
  void oneThatEndsBeforeItBeginsIsToldSo() throws KeywardException {
    GuardianKeys never =
        service(Instant.parse("2001-01-01T00:00:00Z"), Instant.parse("2036-01-01T00:00:00Z"));
    String found = found(never).get(0);
    assertTrue(
        found.startsWith(
            "expired: hgs has a certificate that ends on 2001-01-01, before it begins on"),
        found);
  }

  @Test
  void twoThatEndOnOneDayAreOneFinding() throws KeywardException {
    assertEquals(
        List.of("expired: hgs has a certificate that ended on 2026-05-01"),
        found(service(ENDED, ENDED.plusSeconds(60))));
  }

  @Test
  void aCertificateThatWasRenewedOverItsKeyIsPutThereByACommand() throws KeywardException {
    GuardianKeys old = service(ENDED, ENDED);
    Instant later = Instant.parse("2036-01-01T00:00:00Z");
    GuardianHistory renewed =
        GuardianHistory.of(old.guardian())
            .replacedBy(service(later, later).guardian(), TestKeys.NOW);
    List<Finding> findings = findings(old, renewed);
    assertEquals(1, findings.size());
    assertEquals(
        Optional.of("protector renew FILE --guardian hgs --in-place"),
        findings.get(0).remedy().command());
  }

  @Test
  void aCertificateThatNobodyRenewedHasToBeRenewedFirst() throws KeywardException {
    GuardianKeys old = service(ENDED, ENDED);
    Finding finding = findings(old, GuardianHistory.of(old.guardian())).get(0);
    assertTrue(
        finding
            .remedy()
            .text()
            .startsWith(
                "have its operator renew its certificates, take it: keyward guardian update hgs"));
  }

  @Test
  void whatTheGuardianHasNowIsLookedUpByRole() throws KeywardException {
    GuardianKeys service = service(ENDED, ENDED);
    KnownGuardians known = KnownGuardians.of(List.of(GuardianHistory.of(service.guardian())));
    GuardianCertificate signing = service.guardian().signing();
    assertEquals(Optional.of(signing), known.latest("hgs", CertificateRole.SIGNING, signing));
    assertEquals(Optional.empty(), known.latest("hgs", CertificateRole.ENCRYPTION, signing));
  }
}
