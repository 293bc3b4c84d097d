package dev.keyward.cli.demo;

import dev.keyward.KeywardException;
import dev.keyward.cli.base.Session;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.GuardianName;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.host.GuardedHost;
import dev.keyward.host.HostFolder;
import dev.keyward.host.HostTools;
import dev.keyward.host.failover.HgsServer;
import dev.keyward.host.failover.HostConfiguration;
import dev.keyward.host.failover.HostTiming;
import dev.keyward.host.failover.HttpTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A guarded host of the demonstration, in a folder of its own. */
final class DemoHost {

  /** How long a service may be tried before the next one is. */
  static final Duration LIMIT = Duration.ofSeconds(10);

  private final Session session;
  private final GuardianName name;
  private final HostFolder folder;

  private DemoHost(Session session, GuardianName name, HostFolder folder) {
    this.session = session;
    this.name = name;
    this.folder = folder;
  }

  /** A new host with new keys, in a folder of that name below {@code parent}. */
  static DemoHost create(Session session, Path parent, String name)
      throws KeywardException, IOException {
    HostFolder folder = HostFolder.create(parent.resolve(name), session.random());
    return new DemoHost(session, GuardianName.parse(name), folder);
  }

  GuardianName name() {
    return name;
  }

  HostFolder folder() {
    return folder;
  }

  /** As a service registers it, by its public key. */
  RegisteredHost registered() throws KeywardException, IOException {
    return new RegisteredHost(name, folder.hostKey());
  }

  void configure(DemoService primary, Optional<DemoService> fallback)
      throws KeywardException, IOException {
    Optional<HgsServer> second =
        fallback.isPresent() ? Optional.of(fallback.get().server()) : Optional.empty();
    folder.configure(new HostConfiguration(primary.server(), second, List.of(), LIMIT));
  }

  /** With this machine's network and clock. */
  GuardedHost guarded() {
    return new GuardedHost(
        folder,
        new HostTools(
            new HttpTransport(List.of()),
            HostTiming.system(),
            session::now,
            RsaEngine.jdk(),
            session.random()));
  }
}
