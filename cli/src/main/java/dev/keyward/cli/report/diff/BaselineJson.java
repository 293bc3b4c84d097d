package dev.keyward.cli.report.diff;

import dev.keyward.audit.diff.DiffReceiver;
import dev.keyward.audit.diff.DiffSummary;
import dev.keyward.audit.diff.ProtectorChange;
import dev.keyward.cli.report.JsonPieces;
import dev.keyward.cli.report.audit.AuditAnswer;
import dev.keyward.cli.report.audit.ReportContext;
import java.io.IOException;
import java.io.OutputStream;

/** One object {@code keyward.audit-baseline/1}: the protectors while they come, then the rest. */
final class BaselineJson implements DiffReceiver {

  private final JsonPieces json;
  private final ReportContext context;
  private boolean isEarlier;

  /** Writes the beginning. */
  BaselineJson(OutputStream out, ReportContext context) throws IOException {
    this.json = JsonPieces.listing(out, "audit-baseline", "protectors");
    this.context = context;
  }

  @Override
  public void protector(ProtectorChange change) throws IOException {
    json.element(BaselineAnswer.Protector.of(change, context.commands()));
  }

  @Override
  public void earlier(ProtectorChange change) throws IOException {
    beginEarlier();
    json.element(DiffAnswer.Protector.of(change));
  }

  private void beginEarlier() throws IOException {
    if (!isEarlier) {
      isEarlier = true;
      json.endList();
      json.beginList("earlier");
    }
  }

  @Override
  public void finish(DiffSummary summary) throws IOException {
    beginEarlier();
    json.endList();
    json.fields(AuditAnswer.Summary.of(summary.after().summary(), context));
    json.object("changes", DiffAnswer.Summary.of(summary));
    json.end();
  }
}
