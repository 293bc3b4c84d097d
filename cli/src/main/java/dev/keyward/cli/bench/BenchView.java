package dev.keyward.cli.bench;

import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.Answer.IfPresent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was measured, as people and programs read it. */
final class BenchView {

  private static final String RATIO = "%-22s %-30s %9s %9s %6s %7s";
  private static final String START = "%-32s %8s %8s %8s";
  private static final double HUNDREDTHS = 100;

  private BenchView() {}

  @Answer.To("bench")
  private record Measured(
      String java,
      int cores,
      @IfPresent Optional<String> rsa,
      @IfPresent Optional<List<Bulk>> operations,
      @IfPresent Optional<List<Bulk>> openssl,
      @IfPresent Optional<List<Process>> starts)
      implements Answer {}

  private record Bulk(
      String operation,
      String limitOf,
      double perSecond,
      double limitPerSecond,
      double ratio,
      double target)
      implements Answer {}

  private record Process(
      String command, double milliseconds, double hellos, Optional<Double> target)
      implements Answer {}

  /** Bulk work beside its limit. */
  static Answer ratios(Machine machine, String rsa, List<Ratio> ratios, List<Ratio> openssl) {
    return new Measured(
        machine.java(),
        machine.cores(),
        Optional.of(rsa),
        Optional.of(answers(ratios)),
        openssl.isEmpty() ? Optional.empty() : Optional.of(answers(openssl)),
        Optional.empty());
  }

  private static List<Bulk> answers(List<Ratio> ratios) {
    return ratios.stream().map(BenchView::answer).toList();
  }

  /** Whole processes. */
  static Answer starts(Machine machine, List<Start> starts) {
    return new Measured(
        machine.java(),
        machine.cores(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(starts.stream().map(BenchView::answer).toList()));
  }

  /** What a measurement ran on. */
  record Machine(String java, int cores) {}

  static String ratioHead() {
    return line(RATIO, "operation", "its limit", "ours/s", "limit/s", "ratio", "target");
  }

  static String text(Ratio ratio) {
    return line(
        RATIO,
        ratio.name(),
        ratio.limit(),
        number("%.0f", ratio.ours()),
        number("%.0f", ratio.possible()),
        number("%.2f", ratio.ratio()),
        number("%.2f", ratio.target()));
  }

  private static Bulk answer(Ratio ratio) {
    return new Bulk(
        ratio.name(),
        ratio.limit(),
        rounded(ratio.ours()),
        rounded(ratio.possible()),
        rounded(ratio.ratio()),
        ratio.target());
  }

  static String startHead() {
    return line(START, "whole process", "ms", "hellos", "target");
  }

  static String text(Start start) {
    return line(
        START,
        start.name(),
        number("%.0f", start.milliseconds()),
        number("%.1f", start.times()),
        start.target() == 0 ? "" : number("%.0f", start.target()));
  }

  private static Process answer(Start start) {
    return new Process(
        start.name(),
        rounded(start.milliseconds()),
        rounded(start.times()),
        start.target() == 0 ? Optional.empty() : Optional.of(start.target()));
  }

  private static String line(String form, String... cells) {
    return String.format(Locale.ROOT, form, (Object[]) cells).stripTrailing();
  }

  private static String number(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }

  private static double rounded(double value) {
    return Math.round(value * HUNDREDTHS) / HUNDREDTHS;
  }
}
