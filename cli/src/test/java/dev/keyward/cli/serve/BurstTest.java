package dev.keyward.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.Seeded;
import dev.keyward.cli.Until;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianName;
import dev.keyward.hgs.HgsReply;
import dev.keyward.hgs.HgsRequest;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsPlan;
import dev.keyward.hgs.message.AttestationRequest;
import dev.keyward.hgs.message.IdentityType;
import dev.keyward.host.failover.Failover;
import dev.keyward.host.failover.HgsAddress;
import dev.keyward.host.failover.HgsClient;
import dev.keyward.host.failover.HgsServer;
import dev.keyward.host.failover.HostConfiguration;
import dev.keyward.host.failover.HostTiming;
import dev.keyward.host.failover.HostTransport;
import dev.keyward.host.failover.Seen;
import dev.keyward.host.failover.Side;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many hosts attest at the same moment, as after a power cut: the service has room for few of them,
 * the others wait as it asks, and none turns to the fallback.
 */
class BurstTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int KEY_BITS = 2048;

  @TempDir Path temp;

  private final SecureRandom random = Seeded.random();
  private final AtomicInteger waits = new AtomicInteger();
  private final AtomicInteger fallbacks = new AtomicInteger();
  private HostTiming timing = HostTiming.system();
  private int hosts;

  @Test
  @Tag("soak")
  void nineHundredHostsAtOnceAllAttestWithinTheLimit() throws Exception {
    hosts = 900;
    attestAtOnce(ServiceLimits.usual(2), live -> live);
  }

  /** The first request is answered only after another one was asked to come again. */
  @Test
  void hostsThatFindNoRoomAttestLater() throws Exception {
    hosts = 20;
    HostTiming system = HostTiming.system();
    timing =
        new HostTiming(
            system.nanos(), time -> system.pause().rest(time.dividedBy(20)), system.chance());
    attestAtOnce(
        new ServiceLimits(1, 4, 50, 50, LONG, LONG, LONG, LONG),
        live ->
            request -> {
              awaitRefusal();
              return live.apply(request);
            });
  }

  private void awaitRefusal() {
    try {
      Until.so(() -> waits.get() > 0);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void attestAtOnce(ServiceLimits limits, UnaryOperator<Function<HgsRequest, HgsReply>> as)
      throws Exception {
    List<KeyPair> keys = keys();
    try (Passphrase passphrase = Passphrase.copyOf("test only".toCharArray());
        RequestLog log = new RequestLog(line -> {}, new RequestLog.Voice(said -> {}, said -> {}));
        LiveService live =
            LiveService.open(FolderSource.of(service(keys, passphrase), passphrase), tools(), log);
        HttpService http =
            HttpService.start(
                new HttpService.Setup(new ListenAddress("127.0.0.1", 0), Optional.empty(), limits),
                as.apply(live),
                log)) {
      assertEquals(hosts, attested(keys, http.url()));
      assertTrue(waits.get() > 0, "the service had room for all");
      assertEquals(0, fallbacks.get());
    }
  }

  private List<KeyPair> keys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(KEY_BITS, random);
    List<KeyPair> keys = new ArrayList<>();
    for (int i = 0; i <= hosts; i++) {
      keys.add(generator.generateKeyPair());
    }
    return keys;
  }

  private Tools tools() {
    return new Tools(RsaEngine.jdk(), random, Clock.systemUTC());
  }

  private HgsFolder service(List<KeyPair> keys, Passphrase passphrase) throws Exception {
    HgsFolder folder = HgsFolder.at(temp.resolve("hgs"), random);
    HgsPlan plan = new HgsPlan(GuardianName.parse("branch"), KEY_BITS, 100);
    folder.create(plan, passphrase, Instant.now());
    folder.changeHosts(
        before -> {
          HgsDescription all = before;
          for (int i = 0; i < hosts; i++) {
            byte[] key = keys.get(i).getPublic().getEncoded();
            all =
                all.with(
                    new RegisteredHost(
                        GuardianName.parse("host-" + i), HostPublicKey.parse(key, "key")));
          }
          return all;
        });
    return folder;
  }

  private int attested(List<KeyPair> keys, String url) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(hosts);
    CyclicBarrier together = new CyclicBarrier(hosts);
    List<Future<?>> runs = new ArrayList<>();
    for (int i = 0; i < hosts; i++) {
      int number = i;
      runs.add(
          pool.submit(
              () -> {
                together.await();
                attest(keys.get(number), keys.get(hosts), new Wire(url, number));
                return number;
              }));
    }
    int attested = 0;
    for (Future<?> run : runs) {
      run.get(HostConfiguration.DEFAULT_LIMIT.toSeconds() * 2, TimeUnit.SECONDS);
      attested++;
    }
    pool.shutdownNow();
    return attested;
  }

  private void attest(KeyPair host, KeyPair identity, Wire wire) throws Exception {
    HgsServer primary = new HgsServer(HgsAddress.parse(wire.url), Optional.empty());
    HgsServer fallback = new HgsServer(HgsAddress.parse("http://127.0.0.1:1"), Optional.empty());
    HostConfiguration configuration =
        new HostConfiguration(
            primary, Optional.of(fallback), List.of(), HostConfiguration.DEFAULT_LIMIT);
    AttestationRequest request =
        AttestationRequest.create(
            random, identity.getPublic(), host, Set.of(IdentityType.ENCRYPTION));
    new Failover(
            configuration,
            timing,
            decision -> {
              waits.addAndGet(decision.seen() == Seen.UNAVAILABLE ? 1 : 0);
              fallbacks.addAndGet(decision.side() == Side.FALLBACK ? 1 : 0);
            })
        .run(one -> new HgsClient(wire, one).attest(request, identity.getPublic()));
  }

  /** A connection for each request, from an address of the host's own. */
  private static final class Wire implements HostTransport {

    private final String url;
    private final String from;

    Wire(String url, int number) {
      this.url = url;
      this.from = "127.1." + number / 250 + "." + (number % 250 + 1);
    }

    @Override
    public Answer send(Call call, Duration within) throws NoAnswerException {
      try (RawConnection connection = new RawConnection(url, from)) {
        RawConnection.Reply reply =
            connection.post(call.uri().getPath(), call.contentType().orElseThrow(), call.body());
        Optional<Duration> again =
            Optional.ofNullable(reply.headers().get("retry-after"))
                .map(text -> Duration.ofSeconds(Integer.parseInt(text)));
        return new Answer(
            reply.status(), reply.body().getBytes(StandardCharsets.UTF_8), again, Optional.empty());
      } catch (IOException e) {
        throw new NoAnswerException(Seen.CONNECTION_LOST, e.toString().toLowerCase(Locale.ROOT), e);
      }
    }
  }
}
