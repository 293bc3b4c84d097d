package dev.keyward.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.BadPassphraseException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.outside.OutsideKeys;
import dev.keyward.crypto.outside.TlsServer;
import dev.keyward.hgs.HgsEndpoint;
import dev.keyward.hgs.HgsPaths;
import dev.keyward.secret.Passphrase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS with a certificate for {@code localhost}, made by the JDK's own tool. */
@Timeout(60)
class TlsTest {

  @TempDir static Path temp;

  private static byte[] pkcs12;

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final RequestLog log =
      new RequestLog(lines::add, new RequestLog.Voice(lines::add, lines::add));

  @BeforeAll
  static void makeAKey() throws Exception {
    Path file = temp.resolve("tls.p12");
    Process keytool =
        new ProcessBuilder(
                (Path.of(System.getProperty("java.home"), "bin", "keytool")
                        + " -genkeypair -alias tls -keyalg EC -storetype PKCS12 -storepass"
                        + " test-only -dname CN=localhost -ext SAN=dns:localhost -keystore "
                        + file)
                    .split(" "))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, keytool.waitFor(), said);
    pkcs12 = Files.readAllBytes(file);
  }

  private static TlsServer serverSide() throws Exception {
    try (Passphrase passphrase = Passphrase.copyOf("test-only".toCharArray())) {
      return OutsideKeys.tls(pkcs12, passphrase, "tls.p12");
    }
  }

  private static SSLContext clientSide() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new java.io.ByteArrayInputStream(pkcs12), "test-only".toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("tls", store.getCertificate("tls"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private HttpService start(String host) throws Exception {
    return HttpService.start(
        new HttpService.Setup(
            new ListenAddress(host, 0), Optional.of(serverSide()), ServiceLimits.usual(2)),
        request -> HgsEndpoint.plain(200, "secure"),
        log);
  }

  @Test
  void servesOverTls() throws Exception {
    try (HttpService server = start("localhost")) {
      assertTrue(server.url().startsWith("https://localhost:"), server.url());
      HttpClient client = HttpClient.newBuilder().sslContext(clientSide()).build();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.url() + HgsPaths.HEALTH)).build();
      for (int i = 0; i < 3; i++) {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode());
        assertEquals("secure\n", response.body());
        assertEquals(HttpClient.Version.HTTP_1_1, response.version());
      }
    }
    log.close();
  }

  @Test
  void aClientThatDoesNotTrustItGoesAway() throws Exception {
    try (HttpService server = start("localhost")) {
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.url() + HgsPaths.HEALTH)).build();
      assertThrows(
          SSLHandshakeException.class,
          () -> client.send(request, HttpResponse.BodyHandlers.ofString()));
    }
    log.close();
  }

  @Test
  void aHandshakeThatNeverComesEndsTheConnection() throws Exception {
    ServiceLimits usual = ServiceLimits.usual(2);
    ServiceLimits quick =
        new ServiceLimits(
            2,
            2,
            10,
            10,
            java.time.Duration.ofMillis(600),
            java.time.Duration.ofHours(1),
            java.time.Duration.ofHours(1),
            usual.stop());
    try (HttpService server =
            HttpService.start(
                new HttpService.Setup(
                    new ListenAddress("127.0.0.1", 0), Optional.of(serverSide()), quick),
                request -> HgsEndpoint.plain(200, "secure"),
                log);
        RawConnection connection = new RawConnection(server.url())) {
      assertTrue(connection.isEnded());
    }
    log.close();
  }

  @Test
  void aWrongPassphraseAndAnotherFileAreRefused() {
    try (Passphrase wrong = Passphrase.copyOf("wrong".toCharArray())) {
      assertThrows(BadPassphraseException.class, () -> OutsideKeys.tls(pkcs12, wrong, "tls.p12"));
      assertThrows(
          MalformedInputException.class, () -> OutsideKeys.tls(new byte[100], wrong, "tls.p12"));
    }
  }
}
