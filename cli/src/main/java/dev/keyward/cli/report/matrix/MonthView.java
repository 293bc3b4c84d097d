package dev.keyward.cli.report.matrix;

import dev.keyward.cli.report.Words;
import dev.keyward.fleet.matrix.finding.CertificateWords;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A month in which certificates end that machines depend on.
 *
 * @param month such as {@code 2027-03}
 * @param certificates each with how many machines depend on it
 * @param vms how many machines depend on one of them
 * @param share of all that depend on a certificate, in percent
 * @param css whether the month is past or near
 */
record MonthView(String month, List<String> certificates, String vms, int share, String css) {

  private static final int MOST_CERTIFICATES = 40;

  static List<MonthView> all(MatrixContent content) {
    Map<YearMonth, List<CertificateRows.Row>> months = new TreeMap<>();
    BitSet all = new BitSet();
    for (CertificateRows.Row each : CertificateRows.of(content.matrix()).all()) {
      if (!each.vms().isEmpty()) {
        YearMonth month = YearMonth.from(each.certificate().notAfter().atZone(ZoneOffset.UTC));
        months.computeIfAbsent(month, absent -> new ArrayList<>()).add(each);
        each.vms().forEach(vm -> all.set(vm.row()));
      }
    }
    YearMonth now = YearMonth.from(content.clock().atZone(ZoneOffset.UTC));
    List<MonthView> views = new ArrayList<>();
    months.forEach((month, ends) -> views.add(of(month, ends, now, all.cardinality())));
    return views;
  }

  private static MonthView of(
      YearMonth month, List<CertificateRows.Row> ends, YearMonth now, int all) {
    BitSet rows = new BitSet();
    ends.forEach(each -> each.vms().forEach(vm -> rows.set(vm.row())));
    int vms = rows.cardinality();
    List<String> words =
        new ArrayList<>(
            ends.stream().limit(MOST_CERTIFICATES).map(MonthView::certificate).toList());
    if (ends.size() > MOST_CERTIFICATES) {
      words.add("and " + Words.number(ends.size() - MOST_CERTIFICATES) + " more");
    }
    String css = month.isBefore(now) ? "error" : month.isAfter(now.plusYears(1)) ? "" : "warning";
    return new MonthView(month.toString(), words, Words.number(vms), 100 * vms / all, css);
  }

  private static String certificate(CertificateRows.Row row) {
    return CertificateWords.certificate(row.certificate())
        + ": "
        + Words.count(row.vms().size(), "VM");
  }
}
