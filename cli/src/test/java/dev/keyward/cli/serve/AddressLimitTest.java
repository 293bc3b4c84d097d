package dev.keyward.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.hgs.HgsEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that open connections and say nothing. */
@Timeout(60)
class AddressLimitTest {

  private static final int CONNECTIONS = 40;
  private static final int PER_ADDRESS = 10;

  private static final ServiceLimits LIMITS =
      new ServiceLimits(
          2,
          8,
          CONNECTIONS,
          PER_ADDRESS,
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(20),
          Duration.ofSeconds(1));

  private final RequestLog log =
      new RequestLog(line -> {}, new RequestLog.Voice(said -> {}, said -> {}));
  private final List<RawConnection> open = new ArrayList<>();
  private HttpService server;

  @BeforeEach
  void start() throws IOException {
    server =
        HttpService.start(
            new HttpService.Setup(new ListenAddress("127.0.0.1", 0), Optional.empty(), LIMITS),
            request -> HgsEndpoint.plain(200, "here"),
            log);
    // Other systems than Linux have no further loopback addresses.
    try (RawConnection second = new RawConnection(server.url(), "127.0.0.2")) {
      assertEquals(200, second.get("/health").status());
    } catch (java.net.BindException e) {
      assumeTrue(false, "skipped: no loopback address 127.0.0.2");
    }
  }

  @AfterEach
  void stop() throws IOException {
    for (RawConnection connection : open) {
      connection.close();
    }
    server.close();
    log.close();
  }

  private RawConnection silent(String from) throws IOException {
    RawConnection connection = new RawConnection(server.url(), from);
    open.add(connection);
    return connection;
  }

  @Test
  void oneClientCannotShutOutTheOthers() throws IOException {
    for (int i = 0; i < 3 * CONNECTIONS; i++) {
      silent("127.0.0.1");
    }
    try (RawConnection other = new RawConnection(server.url(), "127.0.0.2")) {
      assertEquals(200, other.get("/health").status());
    }
  }

  @Test
  void whatIsBeyondTheLimitOfAnAddressIsEnded() throws IOException {
    for (int i = 0; i < PER_ADDRESS; i++) {
      assertEquals(200, silent("127.0.0.3").get("/health").status());
    }
    assertTrue(silent("127.0.0.3").isEnded());
    assertEquals(200, open.get(0).get("/health").status());
  }

  @Test
  void aConnectionThatEndsMakesRoom() throws Exception {
    for (int i = 0; i < 5 * PER_ADDRESS; i++) {
      try (RawConnection connection = new RawConnection(server.url(), "127.0.0.4")) {
        RawConnection.Reply reply = connection.get("/health");
        assertEquals(200, reply.status());
        connection.send("GET /health HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
        connection.reply();
        assertTrue(connection.isEnded());
      }
    }
  }
}
