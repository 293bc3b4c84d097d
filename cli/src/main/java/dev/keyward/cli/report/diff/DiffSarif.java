package dev.keyward.cli.report.diff;

import dev.keyward.audit.diff.Change;
import dev.keyward.audit.diff.DiffReceiver;
import dev.keyward.audit.diff.DiffSide;
import dev.keyward.audit.diff.DiffSummary;
import dev.keyward.audit.diff.ProtectorChange;
import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.cli.console.CommandLine;
import dev.keyward.cli.report.PrintedRemedy;
import dev.keyward.cli.report.SarifLog;
import dev.keyward.cli.report.audit.ReportContext;
import dev.keyward.cli.report.audit.SarifTrees;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What changed as SARIF: a result for each finding that is new or absent (section 3.27.24). Those
 * that are unchanged are counted.
 */
final class DiffSarif implements DiffReceiver {

  private final SarifLog log;
  private final CommandLine commands;
  private final Baseline baseline = new Baseline();

  /** Writes all that comes before the results. */
  DiffSarif(OutputStream out, ReportContext context) throws IOException {
    this.commands = context.commands();
    List<AuditFindingCode> codes = List.of(AuditFindingCode.values());
    this.log = new SarifLog(out, context.version(), codes, SarifTrees.NOTICES);
  }

  @Override
  public void begin(DiffSide.End before, DiffSide.End after) {
    baseline.begin(before, after);
  }

  @Override
  public void protector(ProtectorChange change) throws IOException {
    AuditedProtector protector = change.protector();
    for (Finding finding : change.appeared()) {
      Map<String, Object> members = baseline.later(protector, finding, Baseline.NEW);
      result(finding, baseline.advice(commands, finding, protector.place()), protector, members);
    }
    for (Finding finding : change.solved()) {
      result(finding, Baseline.SOLVED, protector, baseline.earlier(protector, finding));
    }
  }

  @Override
  public void earlier(ProtectorChange change) throws IOException {
    AuditedProtector protector = change.protector();
    boolean gone = change.change() == Change.GONE;
    for (Finding finding : gone ? protector.open() : change.solved()) {
      result(
          finding,
          gone ? Baseline.GONE : Baseline.SOLVED,
          protector,
          baseline.earlier(protector, finding));
    }
  }

  private void result(
      Finding finding, PrintedRemedy advice, AuditedProtector at, Map<String, Object> members)
      throws IOException {
    Place place = at.place();
    log.result(finding, advice, new SarifLog.Where(place.file(), List.of(place.vm())), members);
  }

  @Override
  public void finish(DiffSummary summary) throws IOException {
    for (LocatedFinding found : summary.beside().appeared()) {
      PrintedRemedy advice = baseline.advice(commands, found);
      beside(found, advice, Baseline.NEW);
    }
    for (LocatedFinding found : summary.beside().solved()) {
      beside(found, Baseline.SOLVED, Baseline.ABSENT);
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("invocations", List.of(invocation(summary)));
    members.put("artifacts", artifacts(summary));
    log.end(members);
  }

  private void beside(LocatedFinding found, PrintedRemedy advice, String state) throws IOException {
    for (Place place : found.places()) {
      Map<String, Object> members = Baseline.members(place, found.finding(), state);
      SarifLog.Where where = new SarifLog.Where(place.file(), List.of(place.vm()));
      log.result(found.finding(), advice, where, members);
    }
  }

  private static Object invocation(DiffSummary summary) {
    Map<String, Object> invocation = SarifTrees.invocation(summary.after().summary());
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("before", summary.before().summary().basis().clock().toString());
    properties.put("counts", DiffAnswer.Counts.of(summary.counts(), summary.unlisted()));
    invocation.put("properties", properties);
    List<Object> notices = SarifTrees.notifications(summary.omissions());
    invocation.put("toolExecutionNotifications", notices);
    return invocation;
  }

  private static List<Object> artifacts(DiffSummary summary) {
    List<Object> artifacts = new ArrayList<>();
    for (DiffSide.End end : List.of(summary.before(), summary.after())) {
      Optional<AuditInput> report = end.report();
      List<AuditInput> inputs = report.map(List::of).orElse(end.summary().inputs());
      for (AuditInput input : inputs) {
        artifacts.add(SarifTrees.artifact(input, input.folder() ? "directory" : "analysisTarget"));
      }
    }
    return artifacts;
  }
}
