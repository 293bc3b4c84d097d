package dev.keyward.cli.hgs;

import dev.keyward.cli.console.Console;
import dev.keyward.cli.serve.LoadRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a load showed, as people and programs read it. */
record LoadView(String url, int connections, LoadRun.Result result) {

  private static final double MILLIS = 1000;
  private static final double HUNDREDTHS = 100;

  /** What two private RSA operations a release allow here. */
  record Bound(String engine, int threads, double perSecond) {}

  void print(Console console, Bound bound) {
    if (console.json()) {
      console.json("hgs-load", json(bound));
    } else {
      lines(bound).forEach(console::line);
    }
  }

  private double ratio(Bound bound) {
    return bound.perSecond() == 0 ? 0 : result.perSecond() / bound.perSecond();
  }

  private List<String> lines(Bound bound) {
    List<String> lines = new ArrayList<>();
    lines.add(
        text(
            "%d releases over %d connections in %.1f s: %.0f a second",
            result.nanos().length,
            connections,
            result.took().toMillis() / MILLIS,
            result.perSecond()));
    lines.add(
        text(
            "each took %.1f ms (p50), %.1f ms (p99), %.1f ms at most",
            result.milliseconds(0.5), result.milliseconds(0.99), result.milliseconds(1)));
    result.errors().forEach((kind, count) -> lines.add("errors: " + count + " of " + kind));
    lines.add(
        text(
            "%.0f %% of what two private RSA operations each allow: %.0f a second, %d threads, %s",
            ratio(bound) * HUNDREDTHS, bound.perSecond(), bound.threads(), bound.engine()));
    return lines;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private Map<String, Object> json(Bound bound) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("url", url);
    json.put("requests", result.nanos().length);
    json.put("connections", connections);
    json.put("seconds", result.took().toMillis() / MILLIS);
    json.put("perSecond", rounded(result.perSecond()));
    Map<String, Object> times = new LinkedHashMap<>();
    times.put("p50", rounded(result.milliseconds(0.5)));
    times.put("p99", rounded(result.milliseconds(0.99)));
    times.put("max", rounded(result.milliseconds(1)));
    json.put("milliseconds", times);
    List<Map<String, Object>> errors = new ArrayList<>();
    result.errors().forEach((kind, count) -> errors.add(Map.of("kind", kind, "count", count)));
    json.put("errors", errors);
    Map<String, Object> limit = new LinkedHashMap<>();
    limit.put("engine", bound.engine());
    limit.put("threads", bound.threads());
    limit.put("perSecond", rounded(bound.perSecond()));
    json.put("bound", limit);
    json.put("ratio", rounded(ratio(bound)));
    return json;
  }

  private static double rounded(double value) {
    return Math.round(value * HUNDREDTHS) / HUNDREDTHS;
  }
}
