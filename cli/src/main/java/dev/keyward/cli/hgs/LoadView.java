package dev.keyward.cli.hgs;

import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.serve.load.LoadRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a load showed, as people and programs read it. */
record LoadView(String url, int connections, LoadRun.Result result) {

  private static final double MILLIS = 1000;
  private static final double HUNDREDTHS = 100;

  /** What two private RSA operations a release allow here. */
  record Bound(String engine, int threads, double perSecond) implements Answer {}

  /** What the load showed. */
  @Answer.To("hgs-load")
  record Answered(
      String url,
      int requests,
      int connections,
      double seconds,
      double perSecond,
      Times milliseconds,
      List<Errors> errors,
      Bound bound,
      double ratio,
      @Answer.IfPresent Optional<Integer> releases,
      @Answer.IfPresent Optional<Integer> failures)
      implements Answer {}

  /** How long a release took: half of them, nearly all, and the longest. */
  record Times(double p50, double p99, double max) implements Answer {}

  /** How often something went wrong. */
  record Errors(String kind, long count) implements Answer {}

  void print(Console console, Bound bound) {
    if (console.json()) {
      console.json("hgs-load", answer(bound));
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
    if (result.failures() > 0) {
      lines.add(text("%d requests, %d of them failed", result.attempts(), result.failures()));
    }
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

  private Answered answer(Bound bound) {
    return new Answered(
        url,
        result.attempts(),
        connections,
        result.took().toMillis() / MILLIS,
        rounded(result.perSecond()),
        new Times(
            rounded(result.milliseconds(0.5)),
            rounded(result.milliseconds(0.99)),
            rounded(result.milliseconds(1))),
        result.errors().entrySet().stream()
            .map(each -> new Errors(each.getKey(), each.getValue()))
            .toList(),
        new Bound(bound.engine(), bound.threads(), rounded(bound.perSecond())),
        rounded(ratio(bound)),
        Optional.of(result.nanos().length),
        Optional.of(result.failures()));
  }

  private static double rounded(double value) {
    return Math.round(value * HUNDREDTHS) / HUNDREDTHS;
  }
}
