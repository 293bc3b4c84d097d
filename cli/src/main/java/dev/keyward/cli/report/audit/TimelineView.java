package dev.keyward.cli.report.audit;

import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.PartyCount;
import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.Words;
import dev.keyward.cli.report.audit.rows.MatrixRows;
import dev.keyward.guardian.GuardianCertificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guardians and their certificates, those that end first on top, on a line of years. */
record TimelineView(
    List<PartyView> parties,
    List<TimeScale.Tick> ticks,
    long now,
    boolean none,
    Optional<String> cut,
    Optional<String> cutOnPaper) {

  private static final int MOST_CERTIFICATES = 1_000;

  /** Guardians on paper. */
  private static final int PAPER = 30;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

  /**
   * A guardian, an owner or a stranger.
   *
   * @param beyond whether the printed page leaves it out
   */
  record PartyView(
      String label,
      boolean stranger,
      String deeds,
      List<CertificateView> certificates,
      boolean beyond) {

    int span() {
      return certificates.size();
    }
  }

  /** One certificate; {@code x} and {@code width} are on the line. */
  record CertificateView(
      boolean first,
      String role,
      String key,
      String from,
      String until,
      String css,
      String state,
      long x,
      long width) {}

  static TimelineView of(AuditSummary summary) {
    List<PartyCount> all =
        summary.parties().stream()
            .filter(count -> !count.certificates().isEmpty())
            .sorted(Comparator.comparing(TimelineView::end))
            .toList();
    Instant clock = summary.basis().clock();
    Instant last =
        all.stream()
            .flatMap(count -> count.certificates().stream())
            .map(of -> of.certificate().notAfter())
            .max(Comparator.naturalOrder())
            .orElse(clock);
    TimeScale scale = TimeScale.around(clock, last);
    List<PartyView> parties = new ArrayList<>();
    int left = MOST_CERTIFICATES;
    for (PartyCount count : all) {
      if (count.certificates().size() <= left) {
        parties.add(party(count, summary, scale, parties.size() >= PAPER));
        left -= count.certificates().size();
      }
    }
    return new TimelineView(
        parties,
        scale.ticks(),
        scale.at(clock),
        parties.isEmpty(),
        Words.cut(parties.size(), all.size(), "guardian"),
        Words.cutOnPaper(PAPER, parties.size(), "guardian"));
  }

  /** When the first of its certificates ends. */
  private static Instant end(PartyCount count) {
    return count.certificates().stream()
        .map(of -> of.certificate().notAfter())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static PartyView party(
      PartyCount count, AuditSummary summary, TimeScale scale, boolean beyond) {
    List<CertificateView> certificates = new ArrayList<>();
    for (PartyCount.Certificate of : count.certificates()) {
      certificates.add(certificate(certificates.isEmpty(), of, summary.basis(), scale));
    }
    return new PartyView(
        Inert.shown(summary.distinct(count.party()).label(), MatrixRows.MOST_IN_NAME),
        count.party().name().isEmpty(),
        deeds(count),
        certificates,
        beyond);
  }

  private static String deeds(PartyCount count) {
    List<String> deeds = new ArrayList<>();
    if (count.owned() > 0) {
      deeds.add("owns " + Words.number(count.owned()));
    }
    if (count.granted() > 0) {
      deeds.add("can open " + Words.number(count.granted()));
    }
    if (count.sealed() > 0) {
      deeds.add("sealed " + Words.number(count.sealed()));
    }
    return String.join(", ", deeds);
  }

  private static CertificateView certificate(
      boolean first, PartyCount.Certificate counted, AuditBasis basis, TimeScale scale) {
    GuardianCertificate of = counted.certificate();
    Instant clock = basis.clock();
    Instant warn = clock.plus(basis.within());
    long days = ChronoUnit.DAYS.between(clock, of.notAfter());
    String css = "valid";
    String state = "valid";
    if (of.notAfter().isBefore(clock)) {
      css = "expired";
      state = "expired " + Words.count(-days, "day") + " ago";
    } else if (of.notBefore().isAfter(clock)) {
      css = "early";
      state = "not valid yet";
    } else if (of.notAfter().isBefore(warn)) {
      css = "expiring";
      state = "expires in " + Words.count(days, "day");
    }
    long from = scale.at(of.notBefore());
    long width = Math.max(2, scale.at(of.notAfter()) - from);
    return new CertificateView(
        first,
        counted.role().name().toLowerCase(Locale.ROOT),
        of.keyDescription(),
        DAY.format(of.notBefore()),
        DAY.format(of.notAfter()),
        css,
        state,
        from,
        width);
  }
}
