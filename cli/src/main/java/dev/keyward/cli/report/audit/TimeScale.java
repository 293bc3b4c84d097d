package dev.keyward.cli.report.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Puts moments on a line: from two years before the audit to the last end within twelve after. */
record TimeScale(Instant start, Instant end) {

  /** The length of the line in units of the drawing. */
  static final int LENGTH = 280;

  private static final int YEAR = 365;
  private static final int MOST_TICKS = 7;
  private static final int LABEL = 8;

  /** The first of January of a year. */
  record Tick(long x, String year) {}

  static TimeScale around(Instant clock, Instant last) {
    Instant least = clock.plus(2 * YEAR, ChronoUnit.DAYS);
    Instant most = clock.plus(12 * YEAR, ChronoUnit.DAYS);
    Instant end = last.isBefore(least) ? least : last.isAfter(most) ? most : last;
    return new TimeScale(clock.minus(2 * YEAR, ChronoUnit.DAYS), end.plus(30, ChronoUnit.DAYS));
  }

  /** Where on the line; what lies outside is at its ends. */
  long at(Instant moment) {
    Instant inside = moment.isBefore(start) ? start : moment.isAfter(end) ? end : moment;
    double share =
        (double) ChronoUnit.SECONDS.between(start, inside) / ChronoUnit.SECONDS.between(start, end);
    return Math.round(share * LENGTH);
  }

  List<Tick> ticks() {
    int first = start.atZone(ZoneOffset.UTC).getYear() + 1;
    int last = end.atZone(ZoneOffset.UTC).getYear();
    int step = (last - first) / MOST_TICKS + 1;
    List<Tick> ticks = new ArrayList<>();
    for (int year = first; year <= last; year += step) {
      long x = at(LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant());
      if (x <= LENGTH - LABEL) {
        ticks.add(new Tick(x, Integer.toString(year)));
      }
    }
    return ticks;
  }
}
