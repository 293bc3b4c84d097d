package dev.keyward.cli.report.diff;

import dev.keyward.audit.diff.Change;
import dev.keyward.audit.diff.DiffReceiver;
import dev.keyward.audit.diff.DiffSummary;
import dev.keyward.audit.diff.ProtectorChange;
import dev.keyward.cli.report.JsonPieces;
import dev.keyward.cli.report.audit.ReportContext;
import java.io.IOException;
import java.io.OutputStream;

/** One object {@code keyward.audit-diff/1}: what changed while it comes, then the rest. */
final class DiffJson implements DiffReceiver {

  private final JsonPieces json;
  private final ReportContext context;

  /** Writes the beginning. */
  DiffJson(OutputStream out, ReportContext context) throws IOException {
    this.json = JsonPieces.listing(out, "audit-diff", "protectors");
    this.context = context;
  }

  @Override
  public void protector(ProtectorChange change) throws IOException {
    if (change.change() != Change.UNCHANGED) {
      json.element(DiffAnswer.Protector.of(change));
    }
  }

  @Override
  public void earlier(ProtectorChange change) throws IOException {
    json.element(DiffAnswer.Protector.of(change));
  }

  @Override
  public void finish(DiffSummary summary) throws IOException {
    json.finish(DiffAnswer.Whole.of(summary, context.version()));
  }
}
