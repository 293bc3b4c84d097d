package dev.keyward.cli.host;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.KnownKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.host.HostFolder;
import dev.keyward.host.failover.HgsServer;
import dev.keyward.host.failover.HostConfiguration;
import dev.keyward.host.failover.PinnedGuardian;
import dev.keyward.host.failover.Side;
import dev.keyward.protector.known.KnownGuardians;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The signing keys that a host takes from its services, beside what the store knows of their
 * guardians: a service that renewed its signing key seals with one that no host has pinned.
 */
public final class HostPins {

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

  /** Warns of pins that differ from what is known of the guardians. */
  public static void warn(HostFolder folder, String name, Session session)
      throws KeywardException, IOException, UsageException {
    for (String fault : faults(folder, new Roster(session).known())) {
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

  /** What is different, lower case: one line for each side and key. */
  private static Set<String> faults(HostFolder folder, KnownGuardians known)
      throws KeywardException, IOException {
    Set<String> faults = new LinkedHashSet<>();
    Optional<HostConfiguration> configuration = folder.configuration();
    for (Side side : Side.values()) {
      Optional<PinnedGuardian> pinned =
          configuration.flatMap(each -> each.server(side)).flatMap(HgsServer::guardian);
      pinned.ifPresent(each -> faults.addAll(each.faults(signingKeys(each, known))));
    }
    return faults;
  }

  /** By the name that it was pinned by, else by a key: the store may call it something else now. */
  private static Map<Thumbprint, KeyState> signingKeys(
      PinnedGuardian pinned, KnownGuardians known) {
    Set<String> labels = known.find(pinned.name().toString());
    if (labels.isEmpty()) {
      labels =
          pinned.signing().stream()
              .flatMap(key -> known.find(key).stream())
              .collect(Collectors.toSet());
    }
    return labels.size() == 1 ? known.signingKeys(labels.iterator().next()) : Map.of();
  }
}
