package dev.keyward.cli.report.audit;

import dev.keyward.audit.result.PartyCount;
import dev.keyward.cli.console.Answer;
import dev.keyward.guardian.Thumbprint;
import java.util.List;
import java.util.Optional;

/** A party and what it does. */
record KnownAnswer(
    String label,
    Optional<String> name,
    Optional<Thumbprint> signing,
    long owned,
    long granted,
    long sealed,
    List<AuditAnswer.Certificate> certificates)
    implements Answer {

  static KnownAnswer of(PartyCount count) {
    return new KnownAnswer(
        count.party().label(),
        count.party().name(),
        count.party().signing(),
        count.owned(),
        count.granted(),
        count.sealed(),
        count.certificates().stream().map(AuditAnswer.Certificate::of).toList());
  }
}
