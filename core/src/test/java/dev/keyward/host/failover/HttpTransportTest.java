package dev.keyward.host.failover;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keyward.host.failover.HostTransport.Answer;
import dev.keyward.host.failover.HostTransport.Call;
import dev.keyward.host.failover.HostTransport.NoAnswerException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real sockets, with whatever can go wrong on them. */
class HttpTransportTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final HttpTransport transport = new HttpTransport(List.of());
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;
  private ServerSocket socket;

  @AfterEach
  void stop() throws IOException {
    over.countDown();
    if (server != null) {
      server.stop(0);
    }
    if (socket != null) {
      socket.close();
    }
  }

  private interface Speech {
    void to(Socket client) throws Exception;
  }

  /** A server that speaks to one client after the other and then closes. */
  private URI speaking(Speech speech) throws IOException {
    socket = new ServerSocket(0, 5, LOOPBACK);
    Thread thread =
        new Thread(
            () -> {
              while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                  speech.to(client);
                } catch (Exception e) {
                  // The client went away, or the test is over.
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return URI.create("http://" + LOOPBACK.getHostAddress() + ":" + socket.getLocalPort() + "/x");
  }

  private URI answering(int status, byte[] body) throws IOException {
    server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
    server.createContext("/", exchange -> answer(exchange, status, body));
    server.start();
    return URI.create("http://" + LOOPBACK.getHostAddress() + ":" + server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (InputStream in = exchange.getRequestBody()) {
      in.readAllBytes();
    }
    exchange.getResponseHeaders().add("Location", "/elsewhere");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Answer send(URI uri) throws NoAnswerException {
    return transport.send(Call.post(uri, "text/plain", new byte[100]), LONG);
  }

  private Seen seen(URI uri, Duration within) {
    NoAnswerException e =
        assertThrows(
            NoAnswerException.class,
            () -> transport.send(Call.post(uri, "text/plain", new byte[100]), within));
    return e.seen();
  }

  private static void request(Socket client) throws IOException {
    client.getInputStream().read(new byte[4096]);
  }

  private static void say(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().flush();
  }

  @Test
  void bringsTheAnswer() throws Exception {
    Answer answer = send(answering(200, new byte[] {1, 2, 3}));
    assertEquals(200, answer.status());
    assertArrayEquals(new byte[] {1, 2, 3}, answer.body());
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 301, 302, 307, 400, 401, 403, 404, 407, 429, 500, 502, 503, 504})
  void bringsEveryStatusAsItIsAndFollowsNothing(int status) throws Exception {
    assertEquals(status, send(answering(status, new byte[0])).status());
  }

  @ParameterizedTest
  @CsvSource({"7,7", "0,0", "-1,", "1.5,", "10000,", "'Sun, 29 Nov 2026 12:00:00 GMT',"})
  void bringsTheSecondsThatAServiceAsksToWait(String header, Long seconds) throws Exception {
    URI uri = answering(503, new byte[0]);
    server.removeContext("/");
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", header);
          answer(exchange, 503, new byte[0]);
        });
    assertEquals(Optional.ofNullable(seconds), send(uri).retryAfter().map(Duration::toSeconds));
  }

  @Test
  void bringsTheBodyOfAnError() throws Exception {
    assertArrayEquals(new byte[] {7}, send(answering(503, new byte[] {7})).body());
  }

  @Test
  void takesTheLargestBodyAndNothingOfALargerOne() throws Exception {
    URI most = answering(200, new byte[HostTransport.MOST_BYTES]);
    assertEquals(HostTransport.MOST_BYTES, send(most).body().length);
    server.stop(0);
    Answer larger = send(answering(403, new byte[HostTransport.MOST_BYTES + 1]));
    assertEquals(403, larger.status());
    assertEquals(0, larger.body().length);
  }

  @Test
  void nobodyListens() throws Exception {
    URI uri = speaking(client -> {});
    socket.close();
    assertEquals(Seen.NO_CONNECTION, seen(uri, LONG));
  }

  @Test
  void nobodyHasThatName() {
    URI uri = URI.create("http://nobody.invalid/x");
    assertEquals(Seen.NAME_NOT_RESOLVED, seen(uri, LONG));
  }

  @Test
  void theConnectionIsResetBeforeTheAnswer() throws Exception {
    URI uri =
        speaking(
            client -> {
              request(client);
              client.setSoLinger(true, 0);
            });
    assertEquals(Seen.CONNECTION_LOST, seen(uri, LONG));
  }

  @Test
  void theConnectionIsResetHalfWay() throws Exception {
    URI uri =
        speaking(
            client -> {
              request(client);
              say(client, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf");
              client.setSoLinger(true, 0);
            });
    assertEquals(Seen.CONNECTION_LOST, seen(uri, LONG));
  }

  @Test
  void theConnectionIsClosedHalfWay() throws Exception {
    URI uri =
        speaking(
            client -> {
              request(client);
              say(client, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf");
            });
    assertEquals(Seen.CONNECTION_LOST, seen(uri, LONG));
  }

  @Test
  void whatAnswersSpeaksNoHttp() throws Exception {
    URI uri =
        speaking(
            client -> {
              request(client);
              say(client, "220 mail ready\r\n\r\n");
            });
    assertEquals(Seen.CONNECTION_LOST, seen(uri, LONG));
  }

  @Test
  void nothingEverComesBack() throws Exception {
    URI uri = speaking(client -> over.await());
    assertEquals(Seen.NO_ANSWER_IN_TIME, seen(uri, SHORT));
  }

  @Test
  void theAnswerComesByteByByte() throws Exception {
    AtomicInteger bytes = new AtomicInteger();
    URI uri =
        speaking(
            client -> {
              request(client);
              say(client, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
              while (bytes.incrementAndGet() < 1000) {
                say(client, "x");
                Thread.sleep(20);
              }
            });
    assertEquals(Seen.NO_ANSWER_IN_TIME, seen(uri, SHORT));
    assertTrue(bytes.get() < 1000);
  }

  @Test
  void aPlainServerIsAskedForTls() throws Exception {
    URI plain =
        speaking(
            client -> {
              request(client);
              say(client, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            });
    URI uri = URI.create("https" + plain.toString().substring(4));
    assertEquals(Seen.TLS_FAILED, seen(uri, LONG));
  }

  @Test
  void theTlsHandshakeNeverEnds() throws Exception {
    URI plain = speaking(client -> over.await());
    URI uri = URI.create("https" + plain.toString().substring(4));
    assertEquals(Seen.NO_ANSWER_IN_TIME, seen(uri, SHORT));
  }
}
