package dev.keyward.cli.report.audit;

import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.cli.report.JsonPieces;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What {@code keyward audit --output json} prints: one object {@code keyward.audit/1}, the
 * protectors first, so that they can be written while they come, then the summary.
 */
final class JsonReport implements Report {

  private final JsonPieces json;
  private final ReportContext context;

  /** Writes the beginning. */
  JsonReport(OutputStream out, ReportContext context) throws IOException {
    this.json = new JsonPieces(out);
    this.context = context;
    json.open("{\"schema\":\"keyward.audit/1\",\"data\":{");
    json.beginList("protectors");
  }

  @Override
  public void protector(AuditedProtector protector) throws IOException {
    json.element(JsonTrees.protector(protector));
  }

  @Override
  public void finish(AuditSummary summary) throws IOException {
    json.endList();
    json.member("keyward", context.version());
    json.member("basis", JsonTrees.basis(summary.basis()));
    json.list("inputs", summary.inputs(), JsonTrees::input);
    json.member("counts", JsonTrees.counts(summary));
    json.list("sets", summary.sets(), JsonTrees::set);
    json.list("findings", summary.findings(), JsonTrees::finding);
    json.list("parties", summary.parties(), JsonTrees::party);
    json.list("omissions", summary.omissions(), JsonTrees::omission);
    if (!summary.others().isEmpty()) {
      json.list("others", summary.others(), JsonTrees::other);
    }
    json.close("}}\n");
    json.flush();
  }
}
