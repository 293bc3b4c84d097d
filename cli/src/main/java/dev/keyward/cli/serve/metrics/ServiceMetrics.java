package dev.keyward.cli.serve.metrics;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.RequestRecord;
import dev.keyward.hgs.description.HgsCertificate;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What a service counts and measures, in the text format of Prometheus. A client cannot make the
 * number of time series grow without bound: the guardians of protectors are the only names that
 * come from outside, and after {@link #MOST_GUARDIANS} of them the others count as {@code other}.
 * Safe for use by several threads.
 */
public final class ServiceMetrics {

  /** The type of the answer, as Prometheus names it. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** How many guardians have a time series of their own. */
  static final int MOST_GUARDIANS = 100;

  private static final int PRINT_DIGITS = 16;
  private static final double NANOS = 1e9;
  private static final double HOURS_OF_A_DAY = 24;
  private static final double SECONDS_OF_AN_HOUR = 3600;
  private static final double MILLIS = 1e3;
  private static final double[] BUCKETS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter requests;
  private final Histogram durations;
  private final Counter releases;
  private final Counter certificates;
  private final Set<String> guardians = ConcurrentHashMap.newKeySet();

  /**
   * What the service is at the moment.
   *
   * @param certificates those of the service, enabled or not
   * @param folderAge how long ago the folder was last read and found whole and current
   * @param sessions how many sessions are open with each token that has keys of the service
   * @param now by the service's clock
   */
  public record State(
      Supplier<List<HgsCertificate>> certificates,
      Supplier<Duration> folderAge,
      Supplier<Map<String, Integer>> sessions,
      Supplier<Instant> now) {}

  /** Metrics of a service that has answered nothing yet. */
  public ServiceMetrics(State state) {
    requests =
        Counter.builder()
            .name("keyward_requests_total")
            .help("Requests answered, by what was asked and how it ended.")
            .labelNames("verb", "outcome")
            .register(registry);
    durations =
        Histogram.builder()
            .name("keyward_request_duration_seconds")
            .help("From the whole headers of a request to its whole answer.")
            .labelNames("verb")
            .classicOnly()
            .classicUpperBounds(BUCKETS)
            .register(registry);
    releases =
        Counter.builder()
            .name("keyward_releases_total")
            .help("Transport keys released, by the guardians that the protector names.")
            .labelNames("guardian")
            .register(registry);
    certificates =
        Counter.builder()
            .name("keyward_health_certificates_total")
            .help("Health certificates issued.")
            .register(registry);
    register(state);
  }

  private void register(State state) {
    GaugeWithCallback.builder()
        .name("keyward_certificate_days_left")
        .help("Days until a certificate of the service ends; negative after that.")
        .labelNames("use", "state", "sha256")
        .callback(
            callback ->
                state
                    .certificates()
                    .get()
                    .forEach(
                        each ->
                            callback.call(
                                daysLeft(each, state.now().get()),
                                each.use().word(),
                                each.state().word(),
                                print(each.certificate().thumbprint()))))
        .register(registry);
    registerMoments(state);
  }

  private void registerMoments(State state) {
    GaugeWithCallback.builder()
        .name("keyward_folder_age_seconds")
        .help("Time since the folder was last read and found whole and current.")
        .callback(callback -> callback.call(state.folderAge().get().toMillis() / MILLIS))
        .register(registry);
    GaugeWithCallback.builder()
        .name("keyward_token_sessions")
        .help("Sessions open with a token when it last computed something.")
        .labelNames("token")
        .callback(
            callback -> state.sessions().get().forEach((token, open) -> callback.call(open, token)))
        .register(registry);
  }

  private static double daysLeft(HgsCertificate certificate, Instant now) {
    Duration left = Duration.between(now, certificate.certificate().notAfter());
    return left.toSeconds() / SECONDS_OF_AN_HOUR / HOURS_OF_A_DAY;
  }

  private static String print(Thumbprint thumbprint) {
    return thumbprint.toString().substring(0, PRINT_DIGITS);
  }

  /**
   * Counts one request that was answered.
   *
   * @param nanos from the whole headers to the whole answer
   */
  public void count(RequestRecord record, long nanos) {
    requests.labelValues(record.verb(), record.outcome()).inc();
    durations.labelValues(record.verb()).observe(nanos / NANOS);
    if (!record.outcome().equals("ok")) {
      return;
    }
    if (record.verb().equals("attest")) {
      certificates.inc();
    } else if (record.verb().startsWith("roll") && !record.probe()) {
      record.guardians().forEach(guardian -> releases.labelValues(series(guardian)).inc());
    }
  }

  private String series(Thumbprint guardian) {
    String print = print(guardian);
    if (guardians.contains(print)) {
      return print;
    }
    return guardians.size() < MOST_GUARDIANS && guardians.add(print) ? print : "other";
  }

  /** All of it now. */
  public byte[] text() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(text, registry.scrape());
    } catch (IOException e) {
      throw new IllegalStateException("memory has no output errors", e);
    }
    return text.toByteArray();
  }
}
