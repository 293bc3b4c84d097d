package dev.keyward.audit.result;

import dev.keyward.crypto.CertificateRole;
import dev.keyward.guardian.GuardianCertificate;
import java.util.List;
import java.util.Objects;

/**
 * One party over all valid protectors: of any other nothing is proved.
 *
 * @param party who
 * @param certificates those that protectors carry for it, each once
 * @param owned how many it owns
 * @param granted how many it can open without owning them
 * @param sealed how many it sealed without owning them
 */
public record PartyCount(
    Party party, List<Certificate> certificates, long owned, long granted, long sealed) {

  /**
   * A certificate of a party.
   *
   * @param role what it is used for
   * @param certificate with subject, key, and first and last day
   */
  public record Certificate(CertificateRole role, GuardianCertificate certificate) {}

  /** Copies the list. */
  public PartyCount {
    Objects.requireNonNull(party, "party");
    certificates = List.copyOf(certificates);
  }
}
