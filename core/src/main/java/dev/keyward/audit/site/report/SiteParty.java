package dev.keyward.audit.site.report;

import dev.keyward.audit.result.Party;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.guardian.Thumbprint;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A party of one site's report.
 *
 * @param party who
 * @param owned how many protectors it owns
 * @param granted how many it can open without owning them
 * @param sealed how many it sealed without owning them
 * @param certificates those that protectors carry for it
 */
public record SiteParty(
    Party party, long owned, long granted, long sealed, List<Certificate> certificates) {

  /**
   * A certificate as a report tells it.
   *
   * @param role what it is used for
   * @param subject the distinguished name of its holder; hostile
   * @param issuer the distinguished name of who signed it; hostile
   * @param notBefore from when it is valid
   * @param notAfter until when
   * @param key kind and bits of its key; hostile
   * @param sha256 the digest of its DER bytes
   * @param sha1 the same as Windows shows it, 40 upper-case digits; empty in reports of an older
   *     Keyward
   * @param keySha256 the digest of its key; empty in reports of an older Keyward
   */
  public record Certificate(
      CertificateRole role,
      String subject,
      String issuer,
      Instant notBefore,
      Instant notAfter,
      String key,
      Thumbprint sha256,
      Optional<String> sha1,
      Optional<Thumbprint> keySha256) {}

  /** Copies the list. */
  public SiteParty {
    Objects.requireNonNull(party, "party");
    certificates = List.copyOf(certificates);
  }

  /** The certificates of its signing keys. */
  public List<Certificate> signing() {
    return certificates.stream().filter(each -> each.role() == CertificateRole.SIGNING).toList();
  }

  /** The digest of the signing key that the party is known by; empty where no report tells it. */
  public Optional<Thumbprint> key() {
    return signing().stream()
        .filter(each -> party.signing().equals(Optional.of(each.sha256())))
        .flatMap(each -> each.keySha256().stream())
        .findFirst();
  }
}
