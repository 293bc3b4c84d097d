package dev.keyward.cli.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What was measured, as people and programs read it. */
final class BenchView {

  private static final String RATIO = "%-22s %-30s %9s %9s %6s %7s";
  private static final String START = "%-32s %8s %8s %8s";
  private static final double HUNDREDTHS = 100;

  private BenchView() {}

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

  static Map<String, Object> json(Ratio ratio) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("operation", ratio.name());
    json.put("limitOf", ratio.limit());
    json.put("perSecond", rounded(ratio.ours()));
    json.put("limitPerSecond", rounded(ratio.possible()));
    json.put("ratio", rounded(ratio.ratio()));
    json.put("target", ratio.target());
    return json;
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

  static Map<String, Object> json(Start start) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("command", start.name());
    json.put("milliseconds", rounded(start.milliseconds()));
    json.put("hellos", rounded(start.times()));
    json.put("target", start.target() == 0 ? null : start.target());
    return json;
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
