package dev.keyward.cli.report.matrix;

import dev.keyward.audit.result.WrappingCertificates;
import dev.keyward.cli.report.Words;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.fleet.matrix.finding.CertificateWords;
import dev.keyward.guardian.GuardianCertificate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A month in which certificates end.
 *
 * @param month such as {@code 2027-03}
 * @param names the certificates
 * @param vms how many machines depend on one of them
 * @param share of all that depend on a certificate, in percent
 * @param css whether the month is past or near
 */
record MonthView(String month, String names, String vms, int share, String css) {

  private static final int MOST_NAMES = 40;

  /** The certificates and machines of a month. */
  private static final class Ends {
    private final Set<GuardianCertificate> certificates = new LinkedHashSet<>();
    private final Set<MatrixVm> vms = new HashSet<>();
  }

  static List<MonthView> all(MatrixContent content) {
    Map<YearMonth, Ends> months = new TreeMap<>();
    Set<MatrixVm> all = new HashSet<>();
    for (MatrixVm vm : content.matrix().vms()) {
      for (WrappingCertificates each : vm.wrappings()) {
        add(months, vm, each.signing());
        add(months, vm, each.encryption());
        all.add(vm);
      }
    }
    YearMonth now = YearMonth.from(content.clock().atZone(ZoneOffset.UTC));
    List<MonthView> views = new ArrayList<>();
    months.forEach(
        (month, ends) -> {
          String css =
              month.isBefore(now) ? "error" : month.isAfter(now.plusYears(1)) ? "" : "warning";
          String first =
              ends.certificates.stream()
                  .map(CertificateWords::certificate)
                  .sorted()
                  .limit(MOST_NAMES)
                  .collect(Collectors.joining(", "));
          int more = ends.certificates.size() - MOST_NAMES;
          String names = first + (more > 0 ? ", and " + Words.number(more) + " more" : "");
          int share = 100 * ends.vms.size() / all.size();
          views.add(new MonthView(month.toString(), names, "" + ends.vms.size(), share, css));
        });
    return views;
  }

  private static void add(Map<YearMonth, Ends> months, MatrixVm vm, GuardianCertificate each) {
    YearMonth month = YearMonth.from(each.notAfter().atZone(ZoneOffset.UTC));
    Ends ends = months.computeIfAbsent(month, absent -> new Ends());
    ends.certificates.add(each);
    ends.vms.add(vm);
  }
}
