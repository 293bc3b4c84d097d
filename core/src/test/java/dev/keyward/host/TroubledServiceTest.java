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
import dev.keyward.host.failover.HostTransport.Answer;
import dev.keyward.host.failover.HostTransport.Call;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A primary in trouble and a fallback that is well, on real sockets. */
class TroubledServiceTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir Path temp;

  private final List<Decision> decisions = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final List<HttpServer> servers = new ArrayList<>();
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

  private TestedHost test(URI primary, int seconds) throws Exception {
    HgsServer first = new HgsServer(HgsAddress.parse(primary.toString()), Optional.empty());
    HgsServer second = new HgsServer(HgsAddress.parse(fallback.toString()), Optional.empty());
    world.host.configure(
        new HostConfiguration(first, Optional.of(second), List.of(), Duration.ofSeconds(seconds)));
    HostTools tools =
        new HostTools(
            new HttpTransport(List.of()),
            HostTiming.system(),
            () -> world.now,
            TestWorld.ENGINE,
            TestWorld.RANDOM);
    return new GuardedHost(world.host, tools).test(Optional.empty(), decisions::add);
  }

  private void fallsBack(Seen seen, URI primary, int seconds) throws Exception {
    TestedHost test = test(primary, seconds);
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
    TestedHost test = test(primary, 20);
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
    fallsBack(Seen.NO_CONNECTION, uri, 20);
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
    fallsBack(Seen.CONNECTION_LOST, uri, 20);
  }

  @Test
  void aBlackHole() throws Exception {
    fallsBack(Seen.NO_ANSWER_IN_TIME, speaking(client -> over.await()), 3);
  }

  @Test
  void slowBeyondTheLimit() throws Exception {
    URI uri =
        speaking(
            client -> {
              request(client);
              say(client, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
              while (over.getCount() > 0) {
                say(client, " ");
                Thread.sleep(50);
              }
            });
    fallsBack(Seen.NO_ANSWER_IN_TIME, uri, 3);
  }

  @Test
  void aServerThatKnowsNoTls() throws Exception {
    URI plain =
        speaking(
            client -> {
              request(client);
              say(client, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            });
    fallsBack(Seen.TLS_FAILED, URI.create(plain.toString().replace("http:", "https:")), 20);
  }

  @Test
  void internalErrorWithoutABody() throws Exception {
    fallsBack(Seen.SERVER_ERROR, serving("branch", call -> new Answer(500, new byte[0])), 20);
  }

  @Test
  void unavailableWithABody() throws Exception {
    byte[] body = new AttestationError(AttestationError.Kind.UNAUTHORIZED, "never", false).encode();
    fallsBack(Seen.UNAVAILABLE, serving("branch", call -> new Answer(503, body)), 20);
  }

  @Test
  void aSuccessWithGarbage() throws Exception {
    byte[] garbage = "<html>log in here</html>".getBytes(StandardCharsets.UTF_8);
    fallsBack(Seen.NOT_OF_THE_PROTOCOL, serving("branch", call -> new Answer(200, garbage)), 20);
  }

  @Test
  void aRedirect() throws Exception {
    fallsBack(
        Seen.NOT_OF_THE_PROTOCOL, serving("branch", call -> new Answer(302, new byte[0])), 20);
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
    fallsBack(Seen.SERVER_ERROR, uri, 20);
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
    TestedHost test = test(serving("branch", call -> null), 20);
    assertEquals(AttestationStatus.PASSED, test.status());
    assertEquals(List.of(Next.DONE), decisions.stream().map(Decision::next).toList());
    assertEquals(Side.PRIMARY, test.state().orElseThrow().side());
  }
}
