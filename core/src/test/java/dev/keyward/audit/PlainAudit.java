package dev.keyward.audit;

import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.protector.known.KnownGuardians;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an audit gave that knows no guardian and has no policy. */
record PlainAudit(List<AuditedProtector> protectors, AuditSummary summary) {

  /** Of a folder that reports call {@code vms}. */
  static PlainAudit of(Path folder) throws IOException {
    return of(new AuditSource.OnDisk("vms", folder));
  }

  static PlainAudit of(AuditSource... sources) throws IOException {
    List<AuditedProtector> protectors = new ArrayList<>();
    AuditReceiver receiver =
        new AuditReceiver() {
          @Override
          public void protector(AuditedProtector protector) {
            protectors.add(protector);
          }

          @Override
          public void finish(AuditSummary summary) {}
        };
    return new PlainAudit(protectors, run(receiver, sources));
  }

  /** The same for a receiver that holds nothing. */
  static AuditSummary run(AuditReceiver receiver, AuditSource... sources) throws IOException {
    Instant now = Instant.parse("2026-11-23T00:00:00Z");
    AuditBasis basis = new AuditBasis(now, Duration.ZERO, Optional.empty(), List.of());
    Audit.Yardstick yardstick =
        new Audit.Yardstick(KnownGuardians.none(), AuditPolicy.none(), RsaEngine.jdk());
    return new Audit(yardstick, basis, receiver, bytes -> {}).run(List.of(sources));
  }
}
