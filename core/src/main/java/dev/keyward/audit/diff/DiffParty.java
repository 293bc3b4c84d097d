package dev.keyward.audit.diff;

import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.PartyCount;
import dev.keyward.audit.site.report.SiteParty;
import dev.keyward.guardian.Thumbprint;
import java.util.Objects;
import java.util.Optional;

/**
 * A party of an audit.
 *
 * @param party what the audit calls it
 * @param key the digest of its signing key; empty where the report does not tell
 */
public record DiffParty(Party party, Optional<Thumbprint> key) {

  /** Refuses missing parts. */
  public DiffParty {
    Objects.requireNonNull(party, "party");
    Objects.requireNonNull(key, "key");
  }

  /** Of a report. */
  public static DiffParty of(SiteParty party) {
    return new DiffParty(party.party(), party.key());
  }

  /** Of an audit. */
  public static DiffParty of(PartyCount count) {
    return new DiffParty(
        count.party(),
        count.certificates().stream()
            .map(PartyCount.Certificate::certificate)
            .filter(each -> count.party().signing().equals(Optional.of(each.thumbprint())))
            .map(each -> each.keyThumbprint())
            .findFirst());
  }

  /** One whose label is all that is known. */
  static DiffParty called(String label) {
    return new DiffParty(new Party(label, Optional.empty(), Optional.empty()), Optional.empty());
  }
}
