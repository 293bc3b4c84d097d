package dev.keyward.cli.fleet;

import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.WrappingCertificates;
import dev.keyward.cli.base.SigningKeys;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.protector.known.KnownGuardians;
import java.io.IOException;
import java.util.Optional;

/**
 * Notes the keys that sign in the protectors of a fleet, and hands all on. Where an answer rests on
 * a signature that may be borrowed, the same audit beside those keys gives the right one.
 */
final class FleetSigners implements AuditReceiver {

  private final KnownGuardians known;
  private final AuditReceiver receiver;
  private final SigningKeys signers = new SigningKeys();
  private boolean vouched;

  FleetSigners(KnownGuardians known, AuditReceiver receiver) {
    this.known = known;
    this.receiver = receiver;
  }

  /** Who is known beside the keys that sign; empty where that changes no answer. */
  Optional<KnownGuardians> beside() {
    return vouched ? Optional.of(signers.beside(known)) : Optional.empty();
  }

  @Override
  public void protector(AuditedProtector protector) throws IOException {
    for (WrappingCertificates each : protector.wrappings()) {
      signers.add(each.signing());
      vouched |= known.holders(each.signing(), each.encryption(), false).vouched();
    }
    receiver.protector(protector);
  }

  @Override
  public void other(Place place, Finding finding) throws IOException {
    receiver.other(place, finding);
  }

  @Override
  public void finish(AuditSummary summary) throws IOException {
    receiver.finish(summary);
  }
}
