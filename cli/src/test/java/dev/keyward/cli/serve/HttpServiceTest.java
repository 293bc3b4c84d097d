package dev.keyward.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.Until;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.HgsPaths;
import dev.keyward.hgs.HgsReply;
import dev.keyward.hgs.HgsRequest;
import dev.keyward.hgs.RequestRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server alone, with a service that says back what it was given. */
@Timeout(60)
class HttpServiceTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  /** They take ten seconds, which is longer than any limit that ends them. */
  private static final int MOST_DRIPS = 500;

  private static final ServiceLimits USUAL = limits(LONG, LONG, LONG);

  /** Nobody has to wait long for what is too slow. */
  private static final ServiceLimits HASTY = limits(SHORT, LONG, LONG);

  private static ServiceLimits limits(Duration header, Duration body, Duration stop) {
    return new ServiceLimits(2, 2, 50, 50, header, LONG, body, stop);
  }

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private RequestLog log = new RequestLog(lines::add, new RequestLog.Voice(said::add, said::add));
  private HttpService server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
    log.close();
  }

  private void start(Function<HgsRequest, HgsReply> service) throws IOException {
    start(USUAL, service);
  }

  private void start(ServiceLimits limits, Function<HgsRequest, HgsReply> service)
      throws IOException {
    server =
        HttpService.start(
            new HttpService.Setup(new ListenAddress("127.0.0.1", 0), Optional.empty(), limits),
            service,
            log);
  }

  private RawConnection connect() throws IOException {
    return new RawConnection(server.url());
  }

  private static HgsReply echo(HgsRequest request) {
    String text = request.method() + " " + request.path() + " " + request.body().length;
    return new HgsReply(
        200,
        "text/plain",
        text.getBytes(StandardCharsets.UTF_8),
        HgsReply.Headers.NONE,
        new RequestRecord("echo", Optional.of("host1"), List.of(), "ok", ""));
  }

  @Test
  void aConnectionServesManyRequests() throws IOException {
    start(HttpServiceTest::echo);
    try (RawConnection connection = connect()) {
      for (int i = 0; i < 20; i++) {
        RawConnection.Reply reply = connection.post(HgsPaths.ROLL_V1, "text/xml", new byte[i]);
        assertEquals(200, reply.status());
        assertEquals("POST " + HgsPaths.ROLL_V1 + " " + i, reply.body());
      }
      assertEquals(200, connection.get(HgsPaths.METADATA).status());
    }
  }

  @Test
  void saysNothingAboutItself() throws IOException {
    start(HttpServiceTest::echo);
    try (RawConnection connection = connect()) {
      for (String path : List.of(HgsPaths.METADATA, "/", "/nothing")) {
        RawConnection.Reply reply = connection.get(path);
        assertNull(reply.headers().get("server"));
        assertNull(reply.headers().get("x-powered-by"));
        assertFalse(reply.body().toLowerCase(Locale.ROOT).contains("jetty"), reply.body());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/x",
        "/health/",
        "//health",
        "/./health",
        "/x/../health",
        "/%68ealth",
        "/health%2f",
        "/health;x=1",
        "/health%00",
        "/%2e%2e/health",
        "/KeyProtection/service/v1.0/rolltransportkey/..",
        "/KeyProtection%2fservice/metadata/2014-07/metadata.xml",
        "/KeyProtection\\service/metadata/2014-07/metadata.xml",
        "/\u00fchealth",
        "*",
        "health"
      })
  void otherPathsAreNotFoundHoweverTheyAreWritten(String path) throws IOException {
    start(HttpServiceTest::echo);
    try (RawConnection connection = connect()) {
      RawConnection.Reply reply = connection.get(path);
      assertTrue(reply.status() == 404 || reply.status() == 400, path + ": " + reply);
      assertTrue(reply.body().length() < 40, reply.body());
    }
    try (RawConnection connection = connect()) {
      assertEquals(200, connection.get("/health").status());
    }
  }

  @Test
  void pathsAreFoundWhateverTheirCase() throws IOException {
    start(HttpServiceTest::echo);
    try (RawConnection connection = connect()) {
      assertEquals(200, connection.get("/HEALTH").status());
      assertEquals(
          200, connection.get("/keyprotection/SERVICE/metadata/2014-07/Metadata.XML").status());
    }
  }

  @Test
  void aWrongMethodIsToldTheRightOne() throws IOException {
    start(HttpServiceTest::echo);
    try (RawConnection connection = connect()) {
      RawConnection.Reply reply = connection.get(HgsPaths.ROLL_V2);
      assertEquals(405, reply.status());
      assertEquals("POST", reply.headers().get("allow"));
      reply = connection.post(HgsPaths.GET_INFO, "text/xml", new byte[3]);
      assertEquals(405, reply.status());
      assertEquals("GET, HEAD", reply.headers().get("allow"));
    }
    stop();
    assertTrue(lines.get(0).contains("\"verb\":\"roll-v2\""), lines.toString());
    assertTrue(lines.get(1).contains("\"verb\":\"get-info\""), lines.toString());
  }

  @Test
  void whatCanBeReadCanBeAskedForByItsHeadersAlone() throws IOException {
    start(HttpServiceTest::echo);
    try (RawConnection connection = connect()) {
      int length = connection.get(HgsPaths.METADATA).body().length();
      connection.send("HEAD " + HgsPaths.METADATA + " HTTP/1.1\r\nHost: test\r\n\r\n");
      RawConnection.Reply reply = connection.headers();
      assertEquals(200, reply.status());
      assertEquals(String.valueOf(length + 1), reply.headers().get("content-length"));
      assertEquals(200, connection.get(HgsPaths.METADATA).status());
    }
  }

  /** The questions that HAProxy and nginx send where nobody configured another. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "OPTIONS / HTTP/1.0\r\n\r\n",
        "GET /health HTTP/1.0\r\n\r\n",
        "HEAD /health HTTP/1.0\r\n\r\n",
        "OPTIONS /health HTTP/1.0\r\n\r\n",
        "GET /health HTTP/1.0\r\nHost: backend\r\nConnection: close\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: backend\r\nConnection: close\r\n\r\n"
      })
  void balancersGetAnAnswerAboutTheHealthOfTheService(String question) throws IOException {
    start(HttpServiceTest::echo);
    try (RawConnection connection = connect()) {
      connection.send(question);
      assertEquals(200, connection.headers().status());
    }
  }

  @Test
  void otherFormsAreRefused() throws IOException {
    start(HttpServiceTest::echo);
    try (RawConnection connection = connect()) {
      assertEquals(
          415, connection.post(HgsPaths.ROLL_V1, "application/json", new byte[2]).status());
    }
    try (RawConnection connection = connect()) {
      connection.send(
          "POST "
              + HgsPaths.ROLL_V1
              + " HTTP/1.1\r\nHost: test\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n");
      assertEquals(415, connection.reply().status());
    }
  }

  @Test
  void aBodyThatSaysItIsTooLongIsNotRead() throws IOException {
    start(HttpServiceTest::echo);
    try (RawConnection connection = connect()) {
      connection.send(
          String.format(
              Locale.ROOT,
              "POST %s HTTP/1.1\r\nHost: test\r\nContent-Length: %d\r\n\r\n",
              HgsPaths.ROLL_V1,
              ServiceLimits.MOST_BODY + 1));
      RawConnection.Reply reply = connection.reply();
      assertEquals(413, reply.status());
      assertEquals("close", reply.headers().get("connection"));
      assertTrue(connection.isEnded());
    }
  }

  @Test
  void aBodyInChunksIsReadNoFurtherThanTheLimit() throws IOException {
    start(HttpServiceTest::echo);
    try (RawConnection connection = connect()) {
      connection.send(
          String.format(
              Locale.ROOT,
              "POST %s HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n",
              HgsPaths.ROLL_V1));
      byte[] chunk = new byte[1 << 16];
      for (int sent = 0; sent < ServiceLimits.MOST_BODY; sent += chunk.length) {
        connection.send("10000\r\n");
        connection.send(chunk);
        connection.send("\r\n");
      }
      connection.send("1\r\nx\r\n");
      assertEquals(413, connection.reply().status());
      assertTrue(connection.isEnded());
    }
  }

  @Test
  void aBodyOfTheLimitIsTaken() throws IOException {
    start(HttpServiceTest::echo);
    try (RawConnection connection = connect()) {
      RawConnection.Reply reply =
          connection.post(HgsPaths.ROLL_V1, "text/xml", new byte[ServiceLimits.MOST_BODY]);
      assertEquals(200, reply.status());
      assertTrue(reply.body().endsWith(" 2097152"), reply.body());
    }
  }

  @Test
  void aBodyThatDripsEnds() throws Exception {
    start(limits(LONG, SHORT, LONG), HttpServiceTest::echo);
    try (RawConnection connection = connect()) {
      connection.send(
          String.format(
              Locale.ROOT,
              "POST %s HTTP/1.1\r\nHost: test\r\nContent-Length: 1000\r\n\r\n",
              HgsPaths.ROLL_V1));
      drip(connection);
      assertEquals(408, connection.reply().status());
      assertTrue(connection.isEnded());
    }
    assertOutcome("body-timeout");
  }

  @Test
  void headersThatDripEndTheConnection() throws Exception {
    start(HASTY, HttpServiceTest::echo);
    try (RawConnection connection = connect()) {
      connection.send("GET /health HTTP/1.1\r\nX: ");
      drip(connection);
      assertTrue(connection.isEnded());
    }
  }

  @Test
  void headersThatDripEndAConnectionThatServedBefore() throws Exception {
    start(HASTY, HttpServiceTest::echo);
    try (RawConnection connection = connect()) {
      assertEquals(200, connection.get("/health").status());
      Thread.sleep(2 * SHORT.toMillis());
      assertEquals(200, connection.get("/health").status(), "still the idle timeout counts");
      connection.send("GET /health HTTP/1.1\r\nX: ");
      drip(connection);
      assertTrue(connection.isEnded());
    }
  }

  @Test
  void aConnectionThatSaysNothingEnds() throws Exception {
    start(HASTY, HttpServiceTest::echo);
    try (RawConnection connection = connect()) {
      assertTrue(connection.isEnded());
    }
  }

  /** A byte each fiftieth of a second, until the other side ends it. */
  private static void drip(RawConnection connection) throws InterruptedException {
    try {
      for (int i = 0; i < MOST_DRIPS; i++) {
        Thread.sleep(20);
        connection.send("x");
      }
    } catch (IOException e) {
      // Ended, which the caller looks at.
    }
  }

  @Test
  void moreThanWorkersAndQueueHoldIsToldToComeAgain() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch working = new CountDownLatch(2);
    start(
        request -> {
          if (request.path().equals(HgsPaths.HEALTH)) {
            return echo(request);
          }
          working.countDown();
          await(release);
          return echo(request);
        });
    List<RawConnection> held = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 4; i++) {
      RawConnection connection = connect();
      held.add(connection);
      connection.send(
          String.format(
              Locale.ROOT,
              "POST %s HTTP/1.1\r\nHost: test\r\nContent-Length: 0\r\n\r\n",
              HgsPaths.ROLL_V1));
      if (i == 1) {
        working.await();
      }
    }
    Until.so(server::isBusy);
    try (RawConnection more = connect()) {
      RawConnection.Reply busy = more.post(HgsPaths.ROLL_V1, "text/xml", new byte[1]);
      assertEquals(503, busy.status());
      assertEquals("1", busy.headers().get("retry-after"));
      assertTrue(busy.body().contains("UnavailableException"), busy.body());
      busy = more.post(HgsPaths.HOST_KEY_ATTEST, "application/json", new byte[1]);
      assertEquals(503, busy.status());
      assertTrue(busy.body().contains("UnavailableErrorReply"), busy.body());
      assertEquals(200, more.get("/health").status());
    }
    release.countDown();
    for (RawConnection connection : held) {
      assertEquals(200, connection.reply().status());
      connection.close();
    }
    try (RawConnection later = connect()) {
      assertEquals(200, later.post(HgsPaths.ROLL_V1, "text/xml", new byte[1]).status());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void stoppingLetsARequestEndAndTakesNoMore() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch working = new CountDownLatch(1);
    start(
        request -> {
          working.countDown();
          await(release);
          return echo(request);
        });
    try (RawConnection connection = connect()) {
      connection.send("GET " + HgsPaths.METADATA + " HTTP/1.1\r\nHost: test\r\n\r\n");
      working.await();
      CompletableFuture<Void> stopping = CompletableFuture.runAsync(server::close);
      Until.so(this::takesNoMore);
      assertFalse(stopping.isDone());
      release.countDown();
      assertEquals(200, connection.reply().status());
      stopping.join();
    }
  }

  @Test
  void aRequestThatComesOnAKeptConnectionWhileItStopsIsAnsweredAndTheConnectionEnds()
      throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch working = new CountDownLatch(1);
    start(
        request -> {
          if (request.path().equals(HgsPaths.METADATA)) {
            working.countDown();
            await(release);
          }
          return echo(request);
        });
    try (RawConnection held = connect();
        RawConnection kept = connect()) {
      assertEquals(200, kept.get(HgsPaths.GET_INFO).status());
      held.send("GET " + HgsPaths.METADATA + " HTTP/1.1\r\nHost: test\r\n\r\n");
      working.await();
      CompletableFuture<Void> stopping = CompletableFuture.runAsync(server::close);
      Until.so(this::takesNoMore);
      RawConnection.Reply late = kept.get(HgsPaths.GET_INFO);
      assertEquals(200, late.status());
      assertEquals("close", late.headers().get("connection"));
      release.countDown();
      assertEquals(200, held.reply().status());
      stopping.join();
    }
  }

  private boolean takesNoMore() {
    try {
      connect().close();
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void aRequestThatNeverEndsDoesNotKeepItFromStopping() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    start(
        limits(LONG, LONG, SHORT),
        request -> {
          working.countDown();
          awaitDeafly(over);
          return echo(request);
        });
    try (RawConnection connection = connect()) {
      connection.send("GET " + HgsPaths.METADATA + " HTTP/1.1\r\nHost: test\r\n\r\n");
      working.await();
      server.close();
      assertTrue(connection.isEnded());
    }
    over.countDown();
    assertOutcome("stopping");
    assertTrue(lines.get(0).contains("\"delivered\":false"), lines.toString());
  }

  /** Goes on also when somebody interrupts it. */
  private static void awaitDeafly(CountDownLatch latch) {
    boolean isOver = false;
    while (!isOver) {
      try {
        latch.await();
        isOver = true;
      } catch (InterruptedException e) {
        // The request is one that never ends.
      }
    }
  }

  @Test
  void aClientThatGoesAwayBeforeItsAnswerIsWholeIsNamedInTheLog() throws Exception {
    byte[] more = new byte[32 << 20];
    start(
        request ->
            new HgsReply(
                200,
                "text/plain",
                more,
                HgsReply.Headers.NONE,
                new RequestRecord(
                    "echo", Optional.of("host1"), List.of(Thumbprint.of(more)), "ok", "")));
    try (RawConnection connection = connect()) {
      connection.send("GET " + HgsPaths.METADATA + " HTTP/1.1\r\nHost: test\r\n\r\n");
      assertEquals(200, connection.headers().status());
      connection.reset();
    }
    Until.so(() -> !lines.isEmpty());
    assertTrue(
        lines
            .get(0)
            .contains(
                "\"host\":\"host1\",\"guardians\":[\""
                    + Thumbprint.of(more)
                    + "\"],\"outcome\":\"ok\",\"status\":200,\"delivered\":false,"),
        lines.toString());
  }

  @Test
  void aBugIsAnsweredInOneLine() throws Exception {
    start(
        request -> {
          throw new IllegalStateException("a secret of the stack trace");
        });
    try (RawConnection connection = connect()) {
      RawConnection.Reply reply = connection.get(HgsPaths.METADATA);
      assertEquals(500, reply.status());
      assertEquals("internal error\n", reply.body());
      assertEquals(500, connection.get(HgsPaths.METADATA).status());
    }
    assertOutcome("bug");
    assertFalse(said.toString().contains("secret"), said.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\0\0\0\r\n\r\n",
        "GET\r\n\r\n",
        "GET /health\r\n\r\n",
        "GET /health HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET /health HTTP/1.1\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST /KeyProtection/service/v1.0/rolltransportkey HTTP/1.1\r\nHost: a\r\n"
            + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /KeyProtection/service/v1.0/rolltransportkey HTTP/1.1\r\nHost: a\r\n"
            + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
        "GET http://user@/health HTTP/1.1\r\nHost: x\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n"
      })
  void whatIsNoHttpIsRefusedInALine(String text) throws IOException {
    start(HttpServiceTest::echo);
    try (RawConnection connection = connect()) {
      connection.send(text);
      RawConnection.Reply reply = connection.reply();
      assertTrue(reply.status() >= 400 && reply.status() < 600, reply.toString());
      assertTrue(reply.body().length() < 60 && !reply.body().contains("<"), reply.body());
    }
    try (RawConnection connection = connect()) {
      assertEquals(200, connection.get("/health").status());
    }
  }

  @Test
  void headersThatAreTooLongAreRefused() throws IOException {
    start(HttpServiceTest::echo);
    try (RawConnection connection = connect()) {
      connection.send("GET /health HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(9000) + "\r\n\r\n");
      assertEquals(431, connection.reply().status());
    }
  }

  @Test
  void everyRequestHasALineInTheLog() throws Exception {
    start(HttpServiceTest::echo);
    String id;
    try (RawConnection connection = connect()) {
      id = connection.post(HgsPaths.ROLL_V1, "text/xml", new byte[7]).headers().get("x-request-id");
      connection.get("/nothing");
    }
    server.close();
    log.close();
    assertEquals(2, lines.size());
    assertTrue(
        lines
            .get(0)
            .matches(
                "\\{\"time\":\"[0-9TZ:.-]+\",\"id\":\""
                    + id
                    + "\",\"client\":\"127.0.0.1\",\"verb\":\"echo\",\"host\":\"host1\",\"guardians\":\\[],"
                    + "\"outcome\":\"ok\",\"status\":200,\"milliseconds\":[0-9.]+}"),
        lines.get(0));
    assertTrue(lines.get(1).contains("\"status\":404"), lines.get(1));
  }

  @Test
  void aLogThatCannotBeWrittenStopsNothingAndIsSaidOnce() throws Exception {
    log.close();
    log =
        new RequestLog(
            line -> {
              throw new IOException("no space left on device");
            },
            new RequestLog.Voice(said::add, said::add));
    start(HttpServiceTest::echo);
    try (RawConnection connection = connect()) {
      for (int i = 0; i < 10; i++) {
        assertEquals(200, connection.get("/health").status());
      }
    }
    server.close();
    log.close();
    assertEquals(
        List.of(
            "the log cannot be written, the service goes on: no space left on device",
            "the log ends; lines were lost: 10"),
        said);
  }

  @Test
  void aLogThatBlocksStopsNothing() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    log.close();
    log = new RequestLog(line -> await(never), new RequestLog.Voice(said::add, said::add));
    start(HttpServiceTest::echo);
    try (RawConnection connection = connect()) {
      for (int i = 0; i < 100; i++) {
        assertEquals(200, connection.get("/health").status());
      }
    }
    never.countDown();
  }

  @Test
  void anAddressThatIsTakenIsAnError() throws IOException {
    start(HttpServiceTest::echo);
    ListenAddress taken = ListenAddress.parse(server.url().substring("http://".length())).get();
    HttpService.Setup setup = new HttpService.Setup(taken, Optional.empty(), USUAL);
    IOException e =
        assertThrows(IOException.class, () -> HttpService.start(setup, HttpServiceTest::echo, log));
    assertTrue(e.getMessage().startsWith(taken + ": cannot listen there: "), e.getMessage());
  }

  private void assertOutcome(String outcome) {
    server.close();
    log.close();
    assertTrue(
        lines.stream().anyMatch(line -> line.contains("\"outcome\":\"" + outcome + "\"")),
        lines.toString());
  }
}
