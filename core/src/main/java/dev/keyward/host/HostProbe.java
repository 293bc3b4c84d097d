package dev.keyward.host;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NotTrustedException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.hgs.message.release.TransportKeys;
import dev.keyward.host.HostSession.Released;
import dev.keyward.host.failover.Failover;
import dev.keyward.host.failover.HgsClient;
import dev.keyward.host.failover.HgsServer;
import dev.keyward.host.failover.TryFailure;
import dev.keyward.protector.VerifiedKeyProtector;
import java.io.IOException;
import java.util.Optional;

/**
 * What a service answered to all that a start asks, with a protector of its own that protects
 * nothing.
 *
 * @param server which service
 * @param metadata what it publishes
 * @param trial the release of that protector; empty where the service has none
 */
record HostProbe(HgsServer server, GuardianMetadata metadata, Optional<Trial> trial) {

  private static final String WHERE = "probe protector";

  /** A release that is not yet checked, and the protector that was sent. */
  record Trial(VerifiedKeyProtector ingress, Released released) {}

  /** Asks whether both services of a server work, attests again, and has the protector released. */
  static HostProbe ask(HostSession session, HostTools tools, Failover.Try one)
      throws TryFailure, KeywardException, IOException {
    HgsClient client = session.client(one);
    client.info(session.isMeasured());
    GuardianCertificate health = session.attest(one);
    client.requireCurrentIssuer(health, tools.engine(), tools.clock().instant());
    GuardianMetadata metadata = client.metadata();
    Optional<byte[]> document = client.probeProtector();
    if (document.isEmpty()) {
      return new HostProbe(one.server(), metadata, Optional.empty());
    }
    VerifiedKeyProtector ingress = verified(document.get(), metadata, tools.engine());
    Released released = session.roll(document.get(), health, one);
    return new HostProbe(one.server(), metadata, Optional.of(new Trial(ingress, released)));
  }

  /** A service must not have the keys of a machine released under the name of a test. */
  private static VerifiedKeyProtector verified(
      byte[] document, GuardianMetadata metadata, RsaEngine engine) throws KeywardException {
    VerifiedKeyProtector probe = ReleaseCheck.verified(document, engine, WHERE);
    if (probe.wrappings().size() != 1) {
      throw new VerificationFailedException(
          Fault.of("bad-probe", WHERE, "several wrappings", "one, of the service itself"));
    }
    if (!probe.owner().signing().sameKeyAs(metadata.signing())) {
      throw new VerificationFailedException(
          Fault.of("bad-probe", WHERE, "another owner", "one wrapping, of the service itself"));
    }
    return probe;
  }

  /**
   * Checks who the service is, and the release as a start does.
   *
   * @throws NotTrustedException code {@code other-guardian} or {@code sealed-by-other}
   * @throws KeywardException where a start would not take the release
   */
  void check(RsaEngine engine) throws KeywardException {
    if (server.guardian().isPresent() && !server.guardian().get().signsWith(metadata.signing())) {
      throw new NotTrustedException(
          Fault.of(
                  "other-guardian",
                  server.address().keyProtection().toString(),
                  "metadata of " + metadata.signing(),
                  server.guardian().get().name() + ", which the configuration pins")
              .withHint(ReleaseCheck.OTHER_GUARDIAN));
    }
    if (trial.isPresent()) {
      Released released = trial.get().released();
      try (TransportKeys keys = released.keys()) {
        new ReleaseCheck(trial.get().ingress(), engine)
            .egress(released.egressProtector(), keys, server.guardian());
      }
    }
  }
}
