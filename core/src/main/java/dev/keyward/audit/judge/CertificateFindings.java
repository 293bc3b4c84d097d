package dev.keyward.audit.judge;

import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Mend;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.part.UnknownAlgorithm;
import dev.keyward.protector.part.Wrapping;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is wrong with certificates, keys and algorithms. */
final class CertificateFindings {

  private static final String FIND_NEW =
      "have it renew its certificates, then take them over with guardian update";

  private final PartyBook parties;
  private final Demands demands;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * What is asked of them.
   *
   * @param now the clock
   * @param within how long before expiry to warn
   * @param leastBits the smallest modulus
   * @param algorithms the URIs that may be used; empty for all
   */
  record Demands(Instant now, Duration within, int leastBits, Set<String> algorithms) {}

  CertificateFindings(PartyBook parties, Demands demands) {
    this.parties = parties;
    this.demands = demands;
  }

  List<Finding> all(VerifiedProtector protector) {
    protector.wrappings().forEach(this::wrapping);
    if (!demands.algorithms().isEmpty()) {
      algorithms(protector);
    }
    return findings;
  }

  private void wrapping(Wrapping wrapping) {
    String label = parties.of(wrapping).party().label();
    boolean signingFirst = !wrapping.signing().notAfter().isAfter(wrapping.encryption().notAfter());
    // Both usually end on one day: the one that ends first speaks for the other.
    expiry(label, signingFirst ? wrapping.signing() : wrapping.encryption());
    keys(label, wrapping);
    if (wrapping.signing().sameKeyAs(wrapping.encryption())) {
      add(
          AuditFindingCode.ONE_KEY_FOR_BOTH_ROLES,
          label + " signs and decrypts with one key",
          Mend.by("renew the guardian with a key for each role, and grant it anew"));
    }
    if (wrapping.transportKey().encryption().isLegacy()) {
      add(
          AuditFindingCode.LEGACY_ALGORITHM,
          "the transport key is wrapped to " + label + " with SHA-1 in its OAEP",
          Mend.by("roll it, or have the owner make the protector anew"));
    }
  }

  private void expiry(String label, GuardianCertificate certificate) {
    Instant end = certificate.notAfter();
    if (certificate.notBefore().isAfter(demands.now())) {
      add(
          AuditFindingCode.NOT_YET_VALID,
          label + " has a certificate that begins on " + day(certificate.notBefore()),
          Mend.by("compare the clocks, or wait"));
    } else if (end.isBefore(demands.now())) {
      add(
          AuditFindingCode.EXPIRED,
          label + " has a certificate that ended on " + day(end),
          Mend.by(FIND_NEW));
    } else if (end.isBefore(demands.now().plus(demands.within()))) {
      long days = Duration.between(demands.now(), end).toDays();
      add(
          AuditFindingCode.EXPIRING,
          label + " has a certificate that ends on " + day(end) + ", in " + days + " days",
          Mend.by(FIND_NEW));
    }
  }

  private void keys(String label, Wrapping wrapping) {
    int signing = wrapping.signing().keyBits().orElse(0);
    int encryption = wrapping.encryption().keyBits().orElse(0);
    int least = Math.min(signing, encryption);
    if (least < demands.leastBits()) {
      String role = signing <= encryption ? "a signing" : "an encryption";
      add(
          AuditFindingCode.WEAK_KEY,
          label + " has " + role + " key of " + least + " bits, fewer than " + demands.leastBits(),
          Mend.by("have the guardian make a larger key, and grant it anew"));
    }
  }

  private void algorithms(VerifiedProtector protector) {
    Set<String> used = UsedAlgorithms.of(protector.protector());
    for (UnknownAlgorithm unknown : protector.unknownAlgorithms()) {
      // A policy lists what its owner chose: signatures and the encryption of transport keys.
      if (unknown.use() == UnknownAlgorithm.Use.KEY_ENCRYPTION) {
        used.add(unknown.uri());
      }
    }
    used.removeAll(demands.algorithms());
    for (String uri : used) {
      add(
          AuditFindingCode.ALGORITHM_NOT_ALLOWED,
          "it uses " + uri,
          Mend.by("have its owner make it anew, or allow the algorithm in the policy"));
    }
  }

  /** The day in UTC, such as {@code 2026-11-01}. */
  static String day(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }

  private void add(AuditFindingCode code, String found, Mend mend) {
    findings.add(Finding.of(code, found, mend));
  }
}
