package dev.keyward.cli.host;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.host.HostFolder;
import dev.keyward.host.failover.HgsServer;
import dev.keyward.host.failover.HostConfiguration;
import dev.keyward.host.failover.PinnedGuardian;
import dev.keyward.host.failover.Side;
import dev.keyward.protector.known.KnownGuardians;
import java.io.IOException;
import java.util.Optional;

/**
 * The names of guardians as a host's operator knows them: those of the store, else those that the
 * host was configured with. Both are names of signing keys.
 *
 * @param known the guardians that the store has
 * @param configuration the host's, where it has one
 */
record ServiceNames(KnownGuardians known, Optional<HostConfiguration> configuration) {

  /** Reads both; afterwards nothing that is asked here can fail. */
  static ServiceNames of(Session session, HostFolder folder)
      throws KeywardException, IOException, UsageException {
    return new ServiceNames(new Roster(session).known(), folder.configuration());
  }

  /** The name of the guardian of that side's service. */
  Optional<String> name(GuardianCertificate guardian, Side side) {
    Optional<String> stored = known.signerName(guardian);
    return stored.isPresent()
        ? stored
        : configuration
            .flatMap(each -> each.server(side))
            .flatMap(HgsServer::guardian)
            .filter(pinned -> pinned.signsWith(guardian))
            .map(PinnedGuardian::name)
            .map(GuardianName::toString);
  }
}
