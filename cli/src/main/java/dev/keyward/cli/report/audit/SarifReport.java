package dev.keyward.cli.report.audit;

import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.cli.console.CommandLine;
import dev.keyward.cli.report.PrintedRemedy;
import dev.keyward.cli.report.SarifLog;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An audit as SARIF: a result for each finding, and at the end what the audit rested on. */
public final class SarifReport implements Report {

  private final SarifLog log;
  private final CommandLine commands;
  private final boolean accepts;

  /** Writes all that comes before the results. */
  public SarifReport(OutputStream out, ReportContext context) throws IOException {
    this.commands = context.commands();
    this.accepts = context.accepts();
    List<AuditFindingCode> codes = List.of(AuditFindingCode.values());
    this.log = new SarifLog(out, context.version(), codes, SarifTrees.NOTICES);
  }

  @Override
  public void protector(AuditedProtector protector) throws IOException {
    for (Finding finding : protector.findings()) {
      result(finding, protector.place(), SarifTrees.members(protector, finding));
    }
  }

  @Override
  public void other(Place place, Finding finding) throws IOException {
    result(finding, place, SarifTrees.members(place, finding));
  }

  /**
   * Writes a result.
   *
   * @param more what else it says
   */
  public void result(Finding finding, Place place, Map<String, Object> more) throws IOException {
    result(finding, PrintedRemedy.of(commands, finding, place), place, more);
  }

  /** The same with other advice. */
  public void result(Finding finding, PrintedRemedy advice, Place place, Map<String, Object> more)
      throws IOException {
    if (accepts) {
      more.put("suppressions", SarifTrees.suppressions(finding));
    }
    SarifLog.Where where = new SarifLog.Where(place.file(), List.of(place.vm()));
    log.result(finding, advice, where, more);
  }

  @Override
  public void finish(AuditSummary summary) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("invocations", List.of(SarifTrees.invocation(summary)));
    members.put("artifacts", SarifTrees.artifacts(summary));
    log.end(members);
  }
}
