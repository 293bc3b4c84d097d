package dev.keyward.cli.serve.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.cli.serve.HttpService;
import dev.keyward.cli.serve.ListenAddress;
import dev.keyward.cli.serve.RequestLog;
import dev.keyward.cli.serve.ServiceLimits;
import dev.keyward.hgs.HgsEndpoint;
import dev.keyward.hgs.HgsReply;
import dev.keyward.hgs.HgsRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a load counts. */
@Timeout(60)
class LoadRunTest {

  private final RequestLog log =
      new RequestLog(line -> {}, new RequestLog.Voice(note -> {}, warning -> {}));
  private HttpService server;

  @AfterEach
  void stop() {
    server.close();
    log.close();
  }

  private LoadRun.Plan plan(
      Function<HgsRequest, HgsReply> service, int connections, BooleanSupplier isEnded)
      throws IOException {
    server =
        HttpService.start(
            new HttpService.Setup(
                new ListenAddress("127.0.0.1", 0), Optional.empty(), ServiceLimits.usual(2)),
            service,
            log);
    URI url = URI.create(server.url());
    return new LoadRun.Plan(
        url, 10, connections, Duration.ofSeconds(30), body -> body.length > 0, isEnded);
  }

  @Test
  void countsReleasesAloneAndFailuresApart() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    LoadRun.Plan plan =
        plan(
            request -> HgsEndpoint.plain(asked.getAndIncrement() % 2 == 0 ? 200 : 403, "x"),
            1,
            () -> false);
    LoadRun.Result result = LoadRun.run(new byte[] {1}, plan);
    assertEquals(5, result.nanos().length);
    assertEquals(10, result.attempts());
    assertEquals(5, result.failures());
    assertEquals(Map.of("status 403", 5), result.errors());
    assertEquals(5e9 / result.took().toNanos(), result.perSecond(), 1e-6);
  }

  @Test
  void aRunThatIsEndedSaysWhatItCountedUntilThen() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    LoadRun.Plan plan =
        plan(
            request -> {
              if (asked.getAndIncrement() > 0) {
                second.countDown();
                awaitQuietly(never);
              }
              return HgsEndpoint.plain(200, "x");
            },
            1,
            () -> second.getCount() == 0);
    LoadRun.Result result = LoadRun.run(new byte[] {1}, plan);
    assertEquals(1, result.nanos().length);
    assertEquals(2, result.attempts());
    assertEquals(Map.of("no answer before the end", 1), result.errors());
    never.countDown();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
