package dev.keyward.audit.judge;

import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Mend;
import dev.keyward.guardian.CertificateRole;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.part.Identity;
import dev.keyward.protector.part.UnknownAlgorithm;
import dev.keyward.protector.part.Wrapping;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with certificates, keys and algorithms. */
final class CertificateFindings {

  private static final String FIND_NEW =
      "have it renew its certificates, take them over with guardian update, then put them there"
          + " with protector renew";

  private final PartyBook parties;
  private final WeakKeys weakKeys;
  private final Demands demands;
  private final Set<Finding> findings = new LinkedHashSet<>();

  /**
   * What is asked of them.
   *
   * @param now the clock
   * @param within how long before expiry to warn
   * @param leastBits the smallest modulus
   * @param algorithms the URIs that may be used; empty for all
   */
  record Demands(Instant now, Duration within, int leastBits, Set<String> algorithms) {}

  CertificateFindings(PartyBook parties, WeakKeys weakKeys, Demands demands) {
    this.parties = parties;
    this.weakKeys = weakKeys;
    this.demands = demands;
  }

  List<Finding> all(VerifiedProtector protector) {
    protector.wrappings().forEach(this::wrapping);
    if (!demands.algorithms().isEmpty()) {
      algorithms(protector);
    }
    return List.copyOf(findings);
  }

  private void wrapping(Wrapping wrapping) {
    PartyBook.Entry entry = parties.of(wrapping);
    String label = entry.party().label();
    // Both usually end on one day, and then they are one finding.
    expiry(entry, CertificateRole.SIGNING, wrapping.signing());
    expiry(entry, CertificateRole.ENCRYPTION, wrapping.encryption());
    sizes(label, wrapping);
    modulus(label, "a signing", wrapping.signing());
    modulus(label, "an encryption", wrapping.encryption());
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

  private void expiry(PartyBook.Entry entry, CertificateRole role, GuardianCertificate own) {
    Instant end = own.notAfter();
    String label = entry.party().label();
    if (own.notBefore().isAfter(demands.now())) {
      add(
          AuditFindingCode.NOT_YET_VALID,
          label + " has a certificate that begins on " + day(own.notBefore()),
          Mend.by("compare the clocks, or wait"));
    } else if (end.isBefore(demands.now())) {
      add(
          AuditFindingCode.EXPIRED,
          label + " has a certificate that ended on " + day(end),
          renewal(entry, role, own));
    } else if (end.isBefore(demands.now().plus(demands.within()))) {
      long days = Duration.between(demands.now(), end).toDays();
      add(
          AuditFindingCode.EXPIRING,
          label + " has a certificate that ends on " + day(end) + ", in " + days + " days",
          renewal(entry, role, own));
    }
  }

  /** Where the guardian has a newer certificate of that key, only the protector lacks it. */
  private Mend renewal(PartyBook.Entry entry, CertificateRole role, GuardianCertificate own) {
    if (!(entry.identity() instanceof Identity.Known guardian)) {
      return Mend.by(FIND_NEW);
    }
    boolean renewed =
        parties
            .known()
            .latest(guardian.name(), role, own)
            .filter(latest -> latest.notAfter().isAfter(own.notAfter()))
            .isPresent();
    return renewed
        ? Mend.by(
            "put its present certificates there",
            "protector renew FILE --guardian " + guardian.name() + " --in-place")
        : Mend.by(FIND_NEW);
  }

  private void sizes(String label, Wrapping wrapping) {
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

  private void modulus(String label, String role, GuardianCertificate certificate) {
    weakKeys
        .of(certificate)
        .ifPresent(
            weakness ->
                add(
                    AuditFindingCode.WEAK_KEY,
                    label + " has " + role + " key with " + weakness,
                    Mend.by(
                        "have it make new keys, and its owner a new protector: anybody can work"
                            + " out the private key")));
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
