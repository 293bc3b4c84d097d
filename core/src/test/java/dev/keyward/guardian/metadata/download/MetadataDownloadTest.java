package dev.keyward.guardian.metadata.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keyward.KeywardException;
import dev.keyward.ServiceRefusedException;
import dev.keyward.ServiceUnreachableException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetadataDownloadTest {

  private HttpServer server;
  private final MetadataDownload download = new MetadataDownload(MetadataDownload.client());

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/ok", exchange -> answer(exchange, 200, 1000));
    server.createContext("/most", exchange -> answer(exchange, 200, MetadataDownload.MOST_BYTES));
    server.createContext(
        "/large", exchange -> answer(exchange, 200, MetadataDownload.MOST_BYTES + 1));
    server.createContext("/refused", exchange -> answer(exchange, 403, 0));
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/ok");
          answer(exchange, 302, 0);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void fetchesTheBody() throws Exception {
    assertArrayEquals(new byte[1000], download.fetch(at("/ok")));
  }

  @Test
  void followsARedirect() throws Exception {
    assertArrayEquals(new byte[1000], download.fetch(at("/moved")));
  }

  @Test
  void takesTheLargestBody() throws Exception {
    assertEquals(MetadataDownload.MOST_BYTES, download.fetch(at("/most")).length);
  }

  @Test
  void refusesALargerBody() {
    KeywardException e = assertThrows(KeywardException.class, () -> download.fetch(at("/large")));
    assertEquals("too-large", e.fault().code());
  }

  @Test
  void tellsTheStatusOfARefusal() {
    ServiceRefusedException e =
        assertThrows(ServiceRefusedException.class, () -> download.fetch(at("/refused")));
    assertTrue(e.getMessage().contains("HTTP 403"));
  }

  @Test
  void saysThatNobodyAnswers() throws Exception {
    URI nobody = at("/ok");
    server.stop(0);
    assertThrows(ServiceUnreachableException.class, () -> download.fetch(nobody));
  }

  @Test
  void doesNotWaitForEver() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      MetadataDownload hasty =
          new MetadataDownload(MetadataDownload.client(), Duration.ofMillis(200));
      URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
      assertThrows(ServiceUnreachableException.class, () -> hasty.fetch(uri));
    }
  }

  @Test
  void refusesOtherSchemes() {
    KeywardException e =
        assertThrows(
            KeywardException.class, () -> download.fetch(URI.create("file:///etc/passwd")));
    assertEquals("bad-url", e.fault().code());
  }

  @Test
  void refusesAClientThatFollowsEverything() {
    HttpClient careless =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
    assertThrows(IllegalArgumentException.class, () -> new MetadataDownload(careless));
  }

  @Test
  void plainHttpIsUnprotected() {
    assertTrue(MetadataDownload.isUnprotected(URI.create("HTTP://example.test/")));
    assertFalse(MetadataDownload.isUnprotected(URI.create("https://example.test/")));
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static void answer(HttpExchange exchange, int status, int size) throws IOException {
    exchange.sendResponseHeaders(status, size == 0 ? -1 : 0);
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      out.write(new byte[size]);
    }
  }
}
