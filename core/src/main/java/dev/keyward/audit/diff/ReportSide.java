package dev.keyward.audit.diff;

import dev.keyward.KeywardException;
import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.site.report.FindingTally;
import dev.keyward.audit.site.report.ReportPass;
import dev.keyward.audit.site.report.SiteFault;
import dev.keyward.audit.site.report.SiteReport;
import dev.keyward.audit.site.report.SiteSource;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.internal.memory.HeapShare;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The report of an audit. What it says is believed, as no signature can be checked in it. */
public final class ReportSide implements DiffSide {

  private static final int SHARE = 8;

  private final SiteSource source;
  private final LongConsumer progress;
  private Optional<AuditInput> first = Optional.empty();

  /**
   * A report; nothing is read yet.
   *
   * @param source with any name for its site
   * @param progress gets how many more bytes have been read
   */
  public ReportSide(SiteSource source, LongConsumer progress) {
    this.source = source;
    this.progress = progress;
  }

  @Override
  public End read(Rows rows) throws KeywardException, IOException {
    FindingTally tally = new FindingTally(HeapShare.of(SHARE));
    ReportPass pass =
        new ReportPass(
            source,
            HeapShare.of(SHARE),
            row -> {
              tally.add(row);
              rows.protector(row);
            },
            progress);
    SiteReport report = pass.read();
    tally.requireTold(report);
    if (first.isPresent() && !first.get().equals(report.file())) {
      throw SiteFault.of(
          "report-changed",
          source.path(),
          "a report that changed while it was read",
          "a report that no program writes to");
    }
    first = Optional.of(report.file());
    return new End(
        source.path(),
        first,
        report.summary(),
        report.parties().stream().map(DiffParty::of).toList(),
        beside(report.summary(), tally));
  }

  /** The findings that are about more than the rows. */
  static List<LocatedFinding> beside(AuditSummary summary, FindingTally rows) {
    List<LocatedFinding> beside = new ArrayList<>();
    for (LocatedFinding found : summary.findings()) {
      long ofRows = rows.of(found.finding());
      if (ofRows == 0) {
        beside.add(found);
      } else if (ofRows < found.count()) {
        beside.add(new LocatedFinding(found.finding(), found.count() - ofRows, List.of()));
      }
    }
    return beside;
  }
}
