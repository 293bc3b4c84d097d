package dev.keyward.cli.report;

import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * SARIF 2.1.0 (OASIS): one run, a rule for each kind of finding, a result for each finding. What
 * has no finding leaves no result.
 */
final class SarifReport implements Report {

  private final JsonPieces json;

  /** Writes all that comes before the results. */
  SarifReport(OutputStream out, ReportContext context) throws IOException {
    this.json = new JsonPieces(out);
    json.open("{");
    json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json.member("version", "2.1.0");
    json.beginList("runs");
    json.open("{");
    json.member("tool", SarifTrees.tool(context.version(), List.of(AuditFindingCode.values())));
    json.member("originalUriBaseIds", SarifTrees.bases());
    json.member("columnKind", "utf16CodeUnits");
    json.beginList("results");
  }

  @Override
  public void protector(AuditedProtector protector) throws IOException {
    for (Finding finding : protector.findings()) {
      json.element(SarifTrees.result(protector, finding));
    }
  }

  @Override
  public void other(Place place, Finding finding) throws IOException {
    json.element(SarifTrees.result(place, finding));
  }

  @Override
  public void finish(AuditSummary summary) throws IOException {
    json.endList();
    json.member("invocations", List.of(SarifTrees.invocation(summary)));
    json.member("artifacts", SarifTrees.artifacts(summary));
    json.close("}");
    json.endList();
    json.close("}\n");
    json.flush();
  }
}
