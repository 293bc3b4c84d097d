package dev.keyward.audit.judge;

import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is wrong with certificates, keys and algorithms. */
final class CertificateFindings {

  private static final String RSA = "RSA ";

  private final VerifiedProtector protector;
  private final PartyBook parties;
  private final AuditRemedy remedies;
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
   * @param notesRsa whether a protector that is wrapped by RSA only is noted
   */
  record Demands(
      Instant now, Duration within, int leastBits, Set<String> algorithms, boolean notesRsa) {}

  CertificateFindings(
      VerifiedProtector protector, PartyBook parties, WeakKeys weakKeys, Demands demands) {
    this.protector = protector;
    this.parties = parties;
    this.remedies = new AuditRemedy(protector, parties);
    this.weakKeys = weakKeys;
    this.demands = demands;
  }

  List<Finding> all() {
    protector.wrappings().forEach(this::wrapping);
    if (!demands.algorithms().isEmpty()) {
      algorithms();
    }
    if (demands.notesRsa()) {
      rsaOnly();
    }
    return List.copyOf(findings);
  }

  /** Counted by size, so that an inventory has one line for each kind of protector. */
  private void rsaOnly() {
    Map<String, Long> sizes = new TreeMap<>();
    for (Wrapping wrapping : protector.wrappings()) {
      sizes.merge(wrapping.encryption().keyDescription(), 1L, Long::sum);
    }
    boolean known =
        protector.unknownAlgorithms().stream()
            .noneMatch(each -> each.use() == UnknownAlgorithm.Use.KEY_ENCRYPTION);
    if (known && sizes.keySet().stream().allMatch(size -> size.startsWith(RSA))) {
      String counted =
          sizes.entrySet().stream()
              .map(size -> size.getValue() + " x " + size.getKey())
              .collect(Collectors.joining(", "));
      add(
          AuditFindingCode.RSA_ONLY,
          "every wrapping uses RSA: " + counted,
          Remedy.noCommand("list it in your inventory of keys that a quantum computer breaks"));
    }
  }

  private void wrapping(Wrapping wrapping) {
    String label = parties.of(wrapping).party().label();
    // Both usually end on one day, and then they are one finding.
    expiry(label, wrapping, CertificateRole.SIGNING, wrapping.signing());
    expiry(label, wrapping, CertificateRole.ENCRYPTION, wrapping.encryption());
    sizes(label, wrapping);
    modulus(wrapping, "a signing", wrapping.signing());
    modulus(wrapping, "an encryption", wrapping.encryption());
    if (wrapping.signing().sameKeyAs(wrapping.encryption())) {
      add(
          AuditFindingCode.ONE_KEY_FOR_BOTH_ROLES,
          label + " signs and decrypts with one key",
          rekeyed(wrapping, "have its operator make a key for each role"));
    }
    if (wrapping.transportKey().encryption().isLegacy()) {
      add(
          AuditFindingCode.LEGACY_ALGORITHM,
          "the transport key is wrapped to " + label + " with SHA-1 in its OAEP",
          remedies.renew(wrapping, "have the owner wrap the key again, with SHA-256"));
    }
  }

  private void expiry(
      String label, Wrapping wrapping, CertificateRole role, GuardianCertificate own) {
    Instant end = own.notAfter();
    if (own.isNeverValid()) {
      add(
          AuditFindingCode.EXPIRED,
          label
              + " has a certificate that ends on "
              + day(end)
              + ", before it begins on "
              + day(own.notBefore()),
          renewal(wrapping, role, own));
    } else if (own.notBefore().isAfter(demands.now())) {
      add(
          AuditFindingCode.NOT_YET_VALID,
          label + " has a certificate that begins on " + day(own.notBefore()),
          Remedy.noCommand(
              "check the clock of this machine first; if it is right, wait for that day, or have"
                  + " the operator of that guardian correct its clock"));
    } else if (end.isBefore(demands.now())) {
      add(
          AuditFindingCode.EXPIRED,
          label + " has a certificate that ended on " + day(end),
          renewal(wrapping, role, own));
    } else if (end.isBefore(demands.now().plus(demands.within()))) {
      long days = Duration.between(demands.now(), end).toDays();
      add(
          AuditFindingCode.EXPIRING,
          label + " has a certificate that ends on " + day(end) + ", in " + days + " days",
          renewal(wrapping, role, own));
    }
  }

  /** Where the guardian has a newer certificate of that key, only the protector lacks it. */
  private Remedy renewal(Wrapping wrapping, CertificateRole role, GuardianCertificate own) {
    boolean renewed =
        parties.of(wrapping).identity() instanceof Identity.Known guardian
            && parties
                .known()
                .latest(guardian.name(), role, own)
                .filter(latest -> latest.notAfter().isAfter(own.notAfter()))
                .isPresent();
    return renewed
        ? remedies.renew(wrapping, "put its present certificates into the protector")
        : remedies.renewAfter(wrapping, "", "have its operator renew its certificates");
  }

  /** An owner's signing key is the owner: another one is another owner. */
  private Remedy rekeyed(Wrapping wrapping, String there) {
    return wrapping.isOwn()
        ? AuditRemedy.handOver("NAME", "its owner")
        : remedies.renewAfter(wrapping, " --new-keys", there);
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
          rekeyed(wrapping, "have its operator make larger keys"));
    }
  }

  private void modulus(Wrapping wrapping, String role, GuardianCertificate certificate) {
    weakKeys
        .of(certificate)
        .ifPresent(
            weakness ->
                add(
                    AuditFindingCode.WEAK_KEY,
                    parties.of(wrapping).party().label() + " has " + role + " key with " + weakness,
                    Remedy.noCommand(
                        "have it make new keys, and its owner a new protector: anybody can work"
                            + " out the private key")));
  }

  private void algorithms() {
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
          Remedy.noCommand("have the owner make it again, or allow the algorithm in the policy"));
    }
  }

  /** The day in UTC, such as {@code 2026-11-01}. */
  static String day(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }

  private void add(AuditFindingCode code, String found, Remedy remedy) {
    findings.add(Finding.of(code, found, remedy));
  }
}
