package dev.keyward.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.keyward.hgs.message.AttestationError;
import dev.keyward.host.failover.AttestationStatus;
import dev.keyward.host.failover.Decision;
import dev.keyward.host.failover.FailoverRule.Next;
import dev.keyward.host.failover.HgsAddress;
import dev.keyward.host.failover.HgsServer;
import dev.keyward.host.failover.HostConfiguration;
import dev.keyward.host.failover.HostTiming;
import dev.keyward.host.failover.HostTransport;
import dev.keyward.host.failover.HostTransport.Answer;
import dev.keyward.host.failover.HostTransport.Call;
import dev.keyward.host.failover.HostTransport.NoAnswerException;
import dev.keyward.host.failover.HttpTransport;
import dev.keyward.host.failover.Seen;
import dev.keyward.host.failover.Side;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A primary in trouble and a fallback that is well, on real sockets. */
class TroubledServiceTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** How long a test waits for an answer that never comes. */
  private static final Duration SOON = Duration.ofMillis(150);

  @TempDir Path temp;

  private final List<Decision> decisions = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final List<HttpServer> servers = new ArrayList<>();
  private final FakeTime time = new FakeTime();
  private TestWorld world;
  private ServerSocket troubled;
  private URI fallback;

  @BeforeEach
  void build() throws Exception {
    world = new TestWorld(temp);
    fallback = serving("datacenter", call -> null);
  }

  @AfterEach
  void end() throws IOException {
    over.countDown();
    servers.forEach(server -> server.stop(0));
    if (troubled != null) {
      troubled.close();
    }
    workers.shutdownNow();
  }

  private static URI base(int port) {
    return URI.create("http://" + LOOPBACK.getHostAddress() + ":" + port);
  }

  /** The service of that name behind HTTP, where {@code fault} has nothing to say. */
  private URI serving(String name, TestWorld.Fault fault) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
    server.setExecutor(workers);
    server.createContext(
        "/",
        exchange -> {
          URI uri = URI.create("http://" + name + exchange.getRequestURI());
          try (InputStream in = exchange.getRequestBody()) {
            Call call =
                new Call(
                    exchange.getRequestMethod(),
                    uri,
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")),
                    in.readAllBytes());
            Answer instead = fault.to(call);
            Answer answer = instead == null ? world.answer(name, call) : instead;
            int length = answer.body().length == 0 ? -1 : answer.body().length;
            exchange.sendResponseHeaders(answer.status(), length);
            exchange.getResponseBody().write(answer.body());
          }
          exchange.close();
        });
    server.start();
    servers.add(server);
    return base(server.getAddress().getPort());
  }

  private interface Speech {
    void to(Socket client) throws Exception;
  }

  private URI speaking(Speech speech) throws IOException {
    troubled = new ServerSocket(0, 50, LOOPBACK);
    workers.execute(
        () -> {
          while (!troubled.isClosed()) {
            try {
              Socket client = troubled.accept();
              workers.execute(() -> speak(client, speech));
            } catch (IOException e) {
              // The test is over.
            }
          }
        });
    return base(troubled.getLocalPort());
  }

  private static void speak(Socket client, Speech speech) {
    try (client) {
      speech.to(client);
    } catch (Exception e) {
      // The client went away, or the test is over.
    }
  }

  /** Rests take no time. The host's clock goes forward by the time of each answer that it lacks. */
  private HostTransport impatient(URI primary, Duration patience) {
    HttpTransport http = new HttpTransport(List.of());
    return (call, within) -> {
      boolean isPatient = call.uri().getPort() != primary.getPort();
      try {
        return http.send(call, isPatient ? within : patience);
      } catch (NoAnswerException e) {
        time.pass(e.seen() == Seen.NO_ANSWER_IN_TIME ? within : Duration.ZERO);
        throw e;
      }
    };
  }

  private TestedHost test(URI primary, Duration patience) throws Exception {
    return test(primary, impatient(primary, patience), time.timing());
  }

  private TestedHost test(URI primary, HostTransport transport, HostTiming timing)
      throws Exception {
    HgsServer first = new HgsServer(HgsAddress.parse(primary.toString()), Optional.empty());
    HgsServer second = new HgsServer(HgsAddress.parse(fallback.toString()), Optional.empty());
    world.host.configure(new HostConfiguration(first, Optional.of(second), List.of(), LIMIT));
    HostTools tools =
        new HostTools(transport, timing, () -> world.now, TestWorld.ENGINE, TestWorld.RANDOM);
    return new GuardedHost(world.host, tools).test(Optional.empty(), decisions::add);
  }

  private void fallsBack(Seen seen, URI primary) throws Exception {
    fallsBack(seen, test(primary, LIMIT));
  }

  private void fallsBack(Seen seen, TestedHost test) {
    assertEquals(AttestationStatus.PASSED, test.status(), decisions.toString());
    List<Next> next = decisions.stream().map(Decision::next).toList();
    assertEquals(
        List.of(Next.TRY_AGAIN, Next.TRY_FALLBACK), next.subList(0, 2), decisions.toString());
    // On a busy machine the fallback itself may need a second try.
    assertEquals(Next.DONE, next.get(next.size() - 1), decisions.toString());
    assertEquals(seen, decisions.get(0).seen(), decisions.toString());
    assertEquals(seen, decisions.get(1).seen(), decisions.toString());
    assertEquals(Side.FALLBACK, test.state().orElseThrow().side());
  }

  private void stops(Seen seen, URI primary) throws Exception {
    TestedHost test = test(primary, LIMIT);
    assertEquals(
        List.of(Next.STOP), decisions.stream().map(Decision::next).toList(), decisions.toString());
    assertEquals(seen, decisions.get(0).seen());
    assertTrue(test.failure().isPresent());
  }

  private static void request(Socket client) throws IOException {
    client.getInputStream().read(new byte[4096]);
  }

  private static void say(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().flush();
  }

  @Test
  void refused() throws Exception {
    URI uri = speaking(client -> {});
    troubled.close();
    fallsBack(Seen.NO_CONNECTION, uri);
  }

  @Test
  void resetHalfWay() throws Exception {
    URI uri =
        speaking(
            client -> {
              request(client);
              say(client, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{");
              client.setSoLinger(true, 0);
            });
    fallsBack(Seen.CONNECTION_LOST, uri);
  }

  /** The host's own clock measures the limits, so that the test does not wait for them. */
  @Test
  void aBlackHole() throws Exception {
    fallsBack(Seen.NO_ANSWER_IN_TIME, test(speaking(client -> over.await()), SOON));
    assertTrue(time.since().compareTo(LIMIT.dividedBy(2)) >= 0, time.since().toString());
  }

  @Test
  void slowBeyondTheLimit() throws Exception {
    fallsBack(Seen.NO_ANSWER_IN_TIME, test(speaking(this::drip), SOON));
  }

  private void drip(Socket client) throws Exception {
    request(client);
    say(client, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    while (over.getCount() > 0) {
      say(client, " ");
      Thread.sleep(50);
    }
  }

  /** By the machine's own clock, which ends the tries within the limit. */
  @Test
  @Tag("soak")
  void aBlackHoleByTheClock() throws Exception {
    fallsBack(Seen.NO_ANSWER_IN_TIME, testByTheClock(speaking(client -> over.await())));
  }

  @Test
  @Tag("soak")
  void slowBeyondTheLimitByTheClock() throws Exception {
    fallsBack(Seen.NO_ANSWER_IN_TIME, testByTheClock(speaking(this::drip)));
  }

  private TestedHost testByTheClock(URI primary) throws Exception {
    return test(primary, new HttpTransport(List.of()), HostTiming.system());
  }

  @Test
  void aServerThatKnowsNoTls() throws Exception {
    URI plain =
        speaking(
            client -> {
              request(client);
              say(client, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            });
    fallsBack(Seen.TLS_FAILED, URI.create(plain.toString().replace("http:", "https:")));
  }

  @Test
  void internalErrorWithoutABody() throws Exception {
    fallsBack(Seen.SERVER_ERROR, serving("branch", call -> new Answer(500, new byte[0])));
  }

  @Test
  void unavailableWithABody() throws Exception {
    byte[] body = new AttestationError(AttestationError.Kind.UNAUTHORIZED, "never", false).encode();
    fallsBack(Seen.UNAVAILABLE, serving("branch", call -> new Answer(503, body)));
  }

  @Test
  void aSuccessWithGarbage() throws Exception {
    byte[] garbage = "<html>log in here</html>".getBytes(StandardCharsets.UTF_8);
    fallsBack(Seen.NOT_OF_THE_PROTOCOL, serving("branch", call -> new Answer(200, garbage)));
  }

  @Test
  void aRedirect() throws Exception {
    fallsBack(Seen.NOT_OF_THE_PROTOCOL, serving("branch", call -> new Answer(302, new byte[0])));
  }

  @Test
  void attestationUpWithKeyProtectionDown() throws Exception {
    URI uri =
        serving(
            "branch",
            call ->
                call.uri().getPath().startsWith("/KeyProtection")
                    ? new Answer(504, new byte[0])
                    : null);
    fallsBack(Seen.SERVER_ERROR, uri);
    assertEquals(Decision.Step.KEY_PROTECTION, decisions.get(0).step());
  }

  @Test
  void anErrorOfTheProtocolStops() throws Exception {
    world.unregister("branch");
    stops(Seen.UNAUTHORIZED, serving("branch", call -> null));
  }

  @Test
  void anotherErrorOfHttpStops() throws Exception {
    stops(Seen.REQUEST_REFUSED, serving("branch", call -> new Answer(401, new byte[0])));
  }

  @Test
  void aServiceThatIsWellIsAllThatIsAsked() throws Exception {
    TestedHost test = test(serving("branch", call -> null), LIMIT);
    assertEquals(AttestationStatus.PASSED, test.status());
    assertEquals(List.of(Next.DONE), decisions.stream().map(Decision::next).toList());
    assertEquals(Side.PRIMARY, test.state().orElseThrow().side());
  }
}
