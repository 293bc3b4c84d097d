package dev.keyward.audit;

import dev.keyward.audit.FileExaminer.Named;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Adds up what an audit comes across, and hands it on. */
final class LedgerSink implements AuditSink {

  private final AuditLedger ledger;
  private final Omissions omissions;
  private final List<AuditInput> inputs = new ArrayList<>();
  private InputDigest digest;
  private Named longFile;

  LedgerSink(AuditReceiver receiver, Omissions omissions) {
    this.ledger = new AuditLedger(receiver);
    this.omissions = omissions;
  }

  @Override
  public void begin(String name, boolean folder) {
    digest = new InputDigest(name, folder);
  }

  @Override
  public void file(long number, FileExaminer.Result result) throws IOException {
    result
        .sha256()
        .ifPresent(sha256 -> digest.add(result.file().relative(), result.bytes(), sha256));
    for (Examined examined : result.examined()) {
      ledger.add(examined);
    }
  }

  @Override
  public void beginLong(long number, Named file) {
    longFile = file;
  }

  @Override
  public void entry(long number, Examined examined) throws IOException {
    ledger.add(examined);
  }

  @Override
  public void remark(Examined examined) throws IOException {
    ledger.add(examined);
  }

  @Override
  public void endLong(LongEnd end) {
    if (end.passedOver()) {
      omissions.tooLong();
    }
    end.sha256().ifPresent(sha256 -> digest.add(longFile.relative(), end.bytes(), sha256));
  }

  @Override
  public void end(InputEnd end) {
    omissions.passed(end.links(), end.special());
    inputs.add(digest.input());
  }

  AuditSummary summary(AuditBasis basis) {
    return ledger.summary(basis, inputs, omissions);
  }
}
