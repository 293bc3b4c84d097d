package dev.keyward.cli.host;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.KnownKey;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.host.HostFolder;
import dev.keyward.host.failover.HgsServer;
import dev.keyward.host.failover.HostConfiguration;
import dev.keyward.host.failover.PinnedGuardian;
import dev.keyward.host.failover.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The signing keys that a host takes from its services, beside what the store knows of their
 * guardians: a service that renewed its signing key seals with one that no host has pinned.
 */
final class HostPins {

  private HostPins() {}

  /** The keys to pin: all that are current or former. */
  static PinnedGuardian of(GuardianHistory history) {
    List<GuardianCertificate> signing =
        history.signingKeys().stream()
            .filter(key -> key.state() != KeyState.RETIRED)
            .map(KnownKey::certificate)
            .toList();
    return PinnedGuardian.of(history.name(), signing);
  }

  /** Warns of pins that differ from what the store knows. */
  static void warn(HostFolder folder, String name, Session session)
      throws KeywardException, IOException, UsageException {
    Optional<HostConfiguration> configuration = folder.configuration();
    if (configuration.isEmpty()) {
      return;
    }
    Roster roster = new Roster(session);
    for (Side side : Side.values()) {
      Optional<PinnedGuardian> pinned =
          configuration.get().server(side).flatMap(HgsServer::guardian);
      if (pinned.isEmpty()) {
        continue;
      }
      Optional<StoredGuardian> stored = roster.store().find(pinned.get().name());
      for (String fault : stored.map(each -> faults(pinned.get(), each)).orElse(List.of())) {
        session
            .console()
            .warning(
                "host-pin-out-of-date: "
                    + name
                    + " "
                    + fault
                    + "; keyward host configure pins the keys of the store");
      }
    }
  }

  private static List<String> faults(PinnedGuardian pinned, StoredGuardian stored) {
    List<String> faults = new ArrayList<>();
    for (KnownKey key : stored.history().signingKeys()) {
      boolean has = pinned.signsWith(key.certificate());
      if (key.state() == KeyState.CURRENT && !has) {
        faults.add("does not take the current signing key of " + pinned.name());
      } else if (key.state() == KeyState.RETIRED && has) {
        faults.add("still takes a retired signing key of " + pinned.name());
      }
    }
    return faults;
  }
}
