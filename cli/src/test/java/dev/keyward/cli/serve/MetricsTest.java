package dev.keyward.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.Until;
import dev.keyward.cli.serve.metrics.ServiceMetrics;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.HgsEndpoint;
import dev.keyward.hgs.HgsPaths;
import dev.keyward.hgs.HgsReply;
import dev.keyward.hgs.HgsRequest;
import dev.keyward.hgs.RequestRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a service counts, and who may read it. */
@Timeout(60)
class MetricsTest {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final RequestLog log =
      new RequestLog(lines::add, new RequestLog.Voice(line -> {}, line -> {}));
  private final ServiceMetrics metrics =
      new ServiceMetrics(
          new ServiceMetrics.State(
              List::of,
              () -> Duration.ofMillis(1500),
              () -> Map.of("hgs", 3),
              () -> Instant.EPOCH));
  private HttpService server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
    log.close();
  }

  private void start(Optional<ListenAddress> own) throws IOException {
    server =
        HttpService.start(
            new HttpService.Setup(
                    new ListenAddress("127.0.0.1", 0), Optional.empty(), ServiceLimits.usual(2))
                .with(new MetricsDoor(metrics, own)),
            MetricsTest::answer,
            log);
  }

  /** A service whose folder cannot be read. */
  private static HgsReply answer(HgsRequest request) {
    return HgsEndpoint.closed(request.path(), "the service's folder cannot be read");
  }

  private static HttpResponse<String> get(String url, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static Thumbprint guardian(int number) throws Exception {
    return Thumbprint.parse(String.format(Locale.ROOT, "%064x", number));
  }

  private String text() {
    return new String(metrics.text(), StandardCharsets.UTF_8);
  }

  private void release(int guardian) throws Exception {
    metrics.count(
        new RequestRecord("roll-v2", Optional.of("host-1"), List.of(guardian(guardian)), "ok", ""),
        2_000_000);
  }

  @Test
  void theSessionsOfATokenAreShown() {
    assertTrue(text().contains("keyward_token_sessions{token=\"hgs\"} 3.0"), text());
  }

  @Test
  void requestsAreCountedByVerbAndOutcome() throws Exception {
    start(Optional.empty());
    get(server.url() + HgsPaths.METADATA);
    get(server.url() + "/nothing");
    // The count follows the answer.
    for (String line :
        List.of(
            "keyward_requests_total{outcome=\"HTTP 404\",verb=\"unknown\"} 1.0",
            "keyward_requests_total{outcome=\"UnavailableException\",verb=\"metadata\"} 1.0",
            "keyward_request_duration_seconds_count{verb=\"metadata\"} 1")) {
      Until.so(() -> text().contains(line));
    }
  }

  @Test
  void aReleaseCountsForTheGuardiansOfTheProtector() throws Exception {
    release(1);
    release(1);
    String series = "keyward_releases_total{guardian=\"0000000000000000\"} 2.0";
    assertTrue(text().contains(series), text());
  }

  @Test
  void afterAHundredGuardiansTheOthersCountTogether() throws Exception {
    for (int i = 0; i < 300; i++) {
      metrics.count(
          new RequestRecord(
              "roll-v2",
              Optional.of("host-1"),
              List.of(Thumbprint.parse(String.format(Locale.ROOT, "%016x%048x", i, 0))),
              "ok",
              ""),
          1);
    }
    long series = text().lines().filter(line -> line.startsWith("keyward_releases_total{")).count();
    assertEquals(101, series);
    assertTrue(text().contains("keyward_releases_total{guardian=\"other\"} 200.0"), text());
  }

  @Test
  void theAgeOfTheFolderIsInSeconds() {
    assertTrue(text().contains("keyward_folder_age_seconds 1.5"), text());
  }

  @Test
  void aClientOfThisMachineReadsThem() throws Exception {
    start(Optional.empty());
    HttpResponse<String> answer = get(server.url() + "/metrics");
    assertEquals(200, answer.statusCode());
    assertEquals(
        ServiceMetrics.CONTENT_TYPE, answer.headers().firstValue("content-type").orElseThrow());
    assertTrue(answer.body().startsWith("# HELP keyward_"), answer.body());
  }

  @Test
  void aClientBehindAProxyOfThisMachineDoesNot() throws Exception {
    start(Optional.empty());
    for (String header : List.of("X-Forwarded-For", "Forwarded", "Via")) {
      assertEquals(404, get(server.url() + "/metrics", header, "192.0.2.1").statusCode(), header);
    }
  }

  @Test
  void withAnAddressOfTheirOwnTheyAreReadThereAloneAndNothingElseIs() throws Exception {
    start(Optional.of(new ListenAddress("127.0.0.1", 0)));
    String own = server.metricsUrl().orElseThrow();
    assertEquals(200, get(own).statusCode());
    assertEquals(404, get(own.replace("/metrics", HgsPaths.METADATA)).statusCode());
    assertEquals(404, get(own.replace("/metrics", HgsPaths.HEALTH)).statusCode());
    assertEquals(404, get(server.url() + "/metrics").statusCode());
  }

  @Test
  void theyCannotBePosted() throws Exception {
    start(Optional.empty());
    HttpRequest post =
        HttpRequest.newBuilder(URI.create(server.url() + "/metrics"))
            .POST(HttpRequest.BodyPublishers.ofString("x"))
            .build();
    assertEquals(
        405,
        HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.discarding()).statusCode());
  }

  @Test
  void theProcessLivesWhileItMayNotAnswer() throws Exception {
    start(Optional.empty());
    assertEquals(200, get(server.url() + HgsPaths.LIVE).statusCode());
    assertEquals(503, get(server.url() + HgsPaths.READY).statusCode());
    assertEquals(503, get(server.url() + HgsPaths.HEALTH).statusCode());
  }

  @Test
  void lookingAfterTheServiceIsNotLoggedAndClientsAre() throws Exception {
    start(Optional.empty());
    get(server.url() + HgsPaths.HEALTH);
    get(server.url() + HgsPaths.LIVE);
    get(server.url() + "/metrics");
    get(server.url() + HgsPaths.METADATA);
    Until.so(() -> lines.size() == 1);
    assertTrue(lines.get(0).contains("\"client\":\"127.0.0.1\""), lines.get(0));
    assertTrue(lines.get(0).contains("\"verb\":\"metadata\""), lines.get(0));
    assertFalse(lines.get(0).contains("health"), lines.get(0));
  }
}
