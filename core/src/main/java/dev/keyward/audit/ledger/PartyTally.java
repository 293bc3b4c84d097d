package dev.keyward.audit.ledger;

import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.PartyCount;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.memory.HeapShare;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What one party does in all protectors, and its first certificates. */
final class PartyTally {

  private final Set<PartyCount.Certificate> certificates = new LinkedHashSet<>();
  private long owned;
  private long granted;
  private long sealed;

  /** A protector carries certificates for it. */
  void carry(Examined.Carried carried, HeapShare room) {
    carry(CertificateRole.SIGNING, carried.signing(), room);
    carry(CertificateRole.ENCRYPTION, carried.encryption(), room);
    if (carried.owner()) {
      owned++;
    } else {
      granted++;
    }
  }

  private void carry(CertificateRole role, GuardianCertificate certificate, HeapShare room) {
    PartyCount.Certificate carried = new PartyCount.Certificate(role, certificate);
    if (certificates.size() < AuditSummary.MOST_LISTED
        && !certificates.contains(carried)
        && room.take(LedgerWeights.of(carried))) {
      certificates.add(carried);
    }
  }

  /** It sealed a protector that it does not own. */
  void seals() {
    sealed++;
  }

  PartyCount of(Party party) {
    return new PartyCount(party, List.copyOf(certificates), owned, granted, sealed);
  }
}
