package dev.keyward.cli.report.diff;

import dev.keyward.audit.diff.Change;
import dev.keyward.audit.diff.DiffReceiver;
import dev.keyward.audit.diff.DiffSide;
import dev.keyward.audit.diff.DiffSummary;
import dev.keyward.audit.diff.ProtectorChange;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.cli.report.PrintedRemedy;
import dev.keyward.cli.report.audit.ReportContext;
import dev.keyward.cli.report.audit.SarifReport;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The SARIF log of an audit in which every result has its state, with those that are absent. */
final class BaselineSarif implements DiffReceiver {

  private static final int MOST_BESIDE = 100_000;

  private final SarifReport report;
  private final Baseline baseline = new Baseline();

  /** Findings beside the protectors get their state at the end. */
  private final List<Beside> others = new ArrayList<>();

  private record Beside(Place place, Finding finding) {}

  /** Writes all that comes before the results. */
  BaselineSarif(OutputStream out, ReportContext context) throws IOException {
    this.report = new SarifReport(out, context);
  }

  @Override
  public void begin(DiffSide.End before, DiffSide.End after) {
    baseline.begin(before, after);
  }

  @Override
  public void protector(ProtectorChange change) throws IOException {
    AuditedProtector protector = change.protector();
    for (Finding finding : protector.findings()) {
      String state = change.appeared().contains(finding) ? Baseline.NEW : Baseline.UNCHANGED;
      report.result(finding, protector.place(), baseline.later(protector, finding, state));
    }
    absent(change.solved(), Baseline.SOLVED, protector);
  }

  @Override
  public void other(Place place, Finding finding) throws IOException {
    if (others.size() < MOST_BESIDE) {
      others.add(new Beside(place, finding));
    } else {
      report.result(finding, place, Baseline.members(place, finding, Baseline.UNCHANGED));
    }
  }

  @Override
  public void earlier(ProtectorChange change) throws IOException {
    AuditedProtector protector = change.protector();
    boolean gone = change.change() == Change.GONE;
    absent(
        gone ? protector.findings() : change.solved(),
        gone ? Baseline.GONE : Baseline.SOLVED,
        protector);
  }

  private void absent(List<Finding> findings, PrintedRemedy advice, AuditedProtector protector)
      throws IOException {
    for (Finding finding : findings) {
      report.result(finding, advice, protector.place(), baseline.earlier(protector, finding));
    }
  }

  @Override
  public void finish(DiffSummary summary) throws IOException {
    for (Beside each : others) {
      boolean isNew =
          summary.beside().appeared().stream()
              .filter(found -> found.finding().equals(each.finding()))
              .anyMatch(found -> found.places().contains(each.place()));
      String state = isNew ? Baseline.NEW : Baseline.UNCHANGED;
      report.result(
          each.finding(), each.place(), Baseline.members(each.place(), each.finding(), state));
    }
    for (LocatedFinding found : summary.beside().solved()) {
      for (Place place : found.places()) {
        report.result(
            found.finding(),
            Baseline.SOLVED,
            place,
            Baseline.members(place, found.finding(), Baseline.ABSENT));
      }
    }
    report.finish(summary.after().summary());
  }
}
