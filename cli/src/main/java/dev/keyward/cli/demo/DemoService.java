package dev.keyward.cli.demo;

import dev.keyward.KeywardException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.serve.FolderSource;
import dev.keyward.cli.serve.HttpService;
import dev.keyward.cli.serve.ListenAddress;
import dev.keyward.cli.serve.LiveService;
import dev.keyward.cli.serve.RequestLog;
import dev.keyward.cli.serve.ServiceLimits;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.hgs.description.AttestationKind;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsPlan;
import dev.keyward.host.failover.HgsAddress;
import dev.keyward.host.failover.HgsServer;
import dev.keyward.host.failover.PinnedGuardian;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One Host Guardian Service of the demonstration, on a free port of this machine. */
final class DemoService implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int SECONDS_TO_CHANGE = 5;
  private static final int KEY_BITS = 2048;
  private static final int VALIDITY_DAYS = 3650;

  private final Cast cast;
  private final Cast.Party party;
  private final Path path;
  private final HgsFolder folder;
  private final Passphrase passphrase;
  private final Tools tools;
  private final Semaphore changes = new Semaphore(0);
  private final RequestLog log =
      new RequestLog(line -> {}, new RequestLog.Voice(note -> changes.release(), warning -> {}));
  private Optional<LiveService> live = Optional.empty();
  private Optional<HttpService> http = Optional.empty();
  private int port;

  private DemoService(Cast cast, Cast.Party party, Tools tools) {
    this.cast = cast;
    this.party = party;
    this.path = cast.folder().resolve(party.guardianName());
    this.folder = HgsFolder.at(path, tools.random());
    this.passphrase = cast.passphrase();
    this.tools = tools;
  }

  /** The service whose guardian is that party's, in a folder of its own. */
  static DemoService create(Session session, Cast cast, Cast.Party party)
      throws KeywardException, IOException {
    GuardianKeys keys = cast.keys(party);
    Tools tools = new Tools(cast.engine(), session.random(), session::now);
    DemoService service = new DemoService(cast, party, tools);
    service.folder.create(
        new HgsPlan(keys.guardian().name(), KEY_BITS, VALIDITY_DAYS)
            .attesting(AttestationKind.BOTH),
        keys,
        new HgsFolder.Unlocking(cast.passphrase(), session.now()));
    return service;
  }

  /** As hosts know it. It is pinned, so that no other service can seal what comes back. */
  HgsServer server() throws KeywardException, IOException {
    Guardian guardian = cast.seenBy(Cast.Party.BUSINESS_IT, party).guardian();
    return new HgsServer(
        HgsAddress.parse(url()),
        Optional.of(PinnedGuardian.of(guardian.name(), List.of(guardian.signing()))));
  }

  HgsFolder folder() {
    return folder;
  }

  /** Where its folder is. */
  Path path() {
    return path;
  }

  /** Listens; where it did before, if it did. */
  void start() throws KeywardException, IOException {
    if (live.isEmpty()) {
      live = Optional.of(LiveService.open(FolderSource.of(folder, passphrase), tools, log));
    }
    HttpService.Setup setup =
        new HttpService.Setup(
            new ListenAddress(LOOPBACK, port),
            Optional.empty(),
            ServiceLimits.usual(Runtime.getRuntime().availableProcessors()));
    http = Optional.of(HttpService.start(setup, live.get(), log));
    port = URI.create(url()).getPort();
  }

  /** Such as {@code http://127.0.0.1:40123}; also of one that is down. */
  String url() {
    return http.map(HttpService::url).orElse("http://" + LOOPBACK + ":" + port);
  }

  /** A change of the folder. */
  interface Work {
    void run() throws KeywardException, IOException;
  }

  /** Registers a host, and waits until the running service knows it. */
  void register(DemoHost host) throws KeywardException, IOException {
    RegisteredHost registered = host.registered();
    changeHosts(before -> before.with(registered));
  }

  /** The opposite of {@link #register}. */
  void unregister(DemoHost host) throws KeywardException, IOException {
    changeHosts(before -> before.without(host.name()));
  }

  /** Changes who is registered, and waits until the running service knows it. */
  void changeHosts(HgsFolder.Change change) throws KeywardException, IOException {
    change(() -> folder.changeHosts(change));
  }

  /** The same of any change of the folder. */
  void change(Work work) throws KeywardException, IOException {
    changes.drainPermits();
    work.run();
    if (live.isPresent()) {
      try {
        if (!changes.tryAcquire(SECONDS_TO_CHANGE, TimeUnit.SECONDS)) {
          throw new IOException("the service did not take a change of its hosts");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("the wait was interrupted", e);
      }
    }
  }

  /** Nobody can reach it any more. */
  void stop() {
    http.ifPresent(HttpService::close);
    http = Optional.empty();
  }

  @Override
  public void close() {
    stop();
    live.ifPresent(LiveService::close);
    log.close();
  }
}
