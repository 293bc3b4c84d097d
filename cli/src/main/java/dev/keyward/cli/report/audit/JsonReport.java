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
    this.json = JsonPieces.listing(out, "audit", "protectors");
    this.context = context;
  }

  @Override
  public void protector(AuditedProtector protector) throws IOException {
    json.element(AuditAnswer.Protector.of(protector, context.commands()));
  }

  @Override
  public void finish(AuditSummary summary) throws IOException {
    json.finish(AuditAnswer.Summary.of(summary, context));
  }
}
