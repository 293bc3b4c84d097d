package dev.keyward.audit.ledger;

import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.PartyCount;
import dev.keyward.finding.Acceptance;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;

/** What the ledger keeps of the memory, in bytes, rather too much than too little. */
final class LedgerWeights {

  private static final int OBJECT = 64;

  private LedgerWeights() {}

  static long of(String text) {
    return OBJECT + 2L * text.length();
  }

  static long of(Place place) {
    return OBJECT
        + of(place.file())
        + of(place.vm())
        + place.mark().id().map(LedgerWeights::of).orElse(0L)
        + place.mark().host().map(LedgerWeights::of).orElse(0L)
        + place.mark().key().map(LedgerWeights::of).orElse(0L);
  }

  static long of(Party party) {
    return 4 * OBJECT + of(party.label());
  }

  static long of(GuardianSet set) {
    long bytes = 2 * OBJECT + set.owner().map(LedgerWeights::of).orElse(0L);
    for (Party party : set.guardians()) {
      bytes += of(party);
    }
    return bytes;
  }

  static long of(Finding finding) {
    return 4 * OBJECT
        + of(finding.found())
        + of(finding.remedy().text())
        + finding.remedy().command().map(LedgerWeights::of).orElse(0L)
        + finding.acceptance().map(LedgerWeights::of).orElse(0L);
  }

  private static long of(Acceptance acceptance) {
    return OBJECT + of(acceptance.reason()) + of(acceptance.by());
  }

  static long of(PartyCount.Certificate carried) {
    return OBJECT + carried.certificate().memory();
  }
}
