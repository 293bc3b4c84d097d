package dev.keyward.audit.site;

import dev.keyward.KeywardException;
import dev.keyward.audit.result.Skeletons;
import dev.keyward.audit.site.report.FindingTally;
import dev.keyward.audit.site.report.ReportPass;
import dev.keyward.audit.site.report.SiteFault;
import dev.keyward.audit.site.report.SiteReport;
import dev.keyward.audit.site.report.SiteSource;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import dev.keyward.internal.memory.HeapShare;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Puts the reports of several sites side by side, in a stream. Nothing of one site is mixed with
 * another's: a site's findings stay its own, and a guardian is its signing key. What the reports
 * say is believed, as no signature can be checked in them. Whether they are whole is checked before
 * anything is handed on: each is read twice.
 */
public final class AuditSites {

  /** The most sites. */
  public static final int MOST = 200;

  private static final int SHARE = 4;

  private final List<SiteSource> sources;
  private final Skeletons skeletons;
  private final LongConsumer progress;
  private final HeapShare room = HeapShare.of(SHARE);

  /** What the first pass made of a report. */
  private record Read(SiteSource source, SiteReport report, FindingTally tally) {}

  /**
   * Nothing is read yet.
   *
   * @param sources in the order of the command, at most {@link #MOST}; no two sites have one name
   * @param skeletons finds names that look alike
   * @param progress gets how many more bytes have been read; each report is read twice
   */
  public AuditSites(List<SiteSource> sources, Skeletons skeletons, LongConsumer progress) {
    if (sources.isEmpty() || sources.size() > MOST) {
      throw new IllegalArgumentException(sources.size() + " sites");
    }
    this.sources = List.copyOf(sources);
    this.skeletons = skeletons;
    this.progress = progress;
  }

  /**
   * Reads all reports and hands on what they hold. Once.
   *
   * @throws KeywardException where one is no report, is not whole or not well formed, is there
   *     twice, or changed meanwhile: codes {@code not-a-report}, {@code report-version}, {@code
   *     bad-json}, {@code bad-field}, {@code missing-field}, {@code unknown-field}, {@code
   *     report-not-whole}, {@code report-twice}, {@code too-large}, {@code report-changed}; after
   *     the last one, what was handed on before is worth nothing
   * @throws IOException where a report cannot be read, or the receiver does not take what it gets
   */
  public SitesSummary run(SitesReceiver receiver) throws KeywardException, IOException {
    BetweenSites between = new BetweenSites(skeletons);
    List<Read> reports = new ArrayList<>();
    for (SiteSource source : sources) {
      Read read = first(source, between);
      requireOnce(read.report(), reports);
      reports.add(read);
    }
    for (Read read : reports) {
      second(read, receiver);
    }
    SitesSummary summary = between.summary();
    receiver.finish(summary);
    return summary;
  }

  private Read first(SiteSource source, BetweenSites between) throws KeywardException, IOException {
    between.begin(source.site());
    FindingTally tally = new FindingTally(room);
    ReportPass pass =
        new ReportPass(
            source,
            room,
            row -> {
              tally.add(row);
              between.row(source.site(), row);
            },
            progress);
    SiteReport report = pass.read();
    tally.requireTold(report);
    between.end(report);
    return new Read(source, report, tally);
  }

  private static void requireOnce(SiteReport report, List<Read> before) throws KeywardException {
    for (Read other : before) {
      if (other.report().file().sha256().equals(report.file().sha256())) {
        throw SiteFault.of(
            "report-twice",
            report.file().path(),
            "the same report as " + other.report().file().path(),
            "each report once");
      }
    }
  }

  private void second(Read read, SitesReceiver receiver) throws KeywardException, IOException {
    SiteSource source = read.source();
    SiteRows rows = new SiteRows(read.report(), read.tally());
    ReportPass pass =
        new ReportPass(
            source,
            HeapShare.of(SHARE),
            row -> receiver.protector(source.site(), rows.known(row)),
            progress);
    if (!pass.read().file().equals(read.report().file())) {
      throw SiteFault.of(
          "report-changed",
          source.path(),
          "a report that changed while it was read",
          "a report that no program writes to");
    }
    for (LocatedFinding beside : rows.beside()) {
      for (Place place : beside.places()) {
        receiver.other(source.site(), place, beside.finding());
      }
    }
  }
}
