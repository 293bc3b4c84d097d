package dev.keyward.audit.ledger;

import dev.keyward.audit.judge.AuditSink;
import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.judge.FileExaminer;
import dev.keyward.audit.judge.FileExaminer.Named;
import dev.keyward.audit.judge.InputDigest;
import dev.keyward.audit.policy.AcceptedRisks;
import dev.keyward.audit.policy.PolicyUse;
import dev.keyward.audit.policy.UnusedRule;
import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.OtherKind;
import dev.keyward.audit.result.Skeletons;
import dev.keyward.finding.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Adds up what an audit finds, and hands it on. */
public final class LedgerSink implements AuditSink {

  private final AuditLedger ledger;
  private final Omissions omissions;
  private final OtherFiles others = new OtherFiles();
  private final boolean strict;
  private final List<AuditInput> inputs = new ArrayList<>();
  private OutputStream listing = OutputStream.nullOutputStream();
  private InputDigest digest = new InputDigest("", false, listing);
  private Named longFile = new Named("", "");
  private final PolicyUse rules;

  /**
   * Nothing so far.
   *
   * @param rules sees each protector
   */
  public LedgerSink(AuditReceiver receiver, Omissions omissions, boolean strict, PolicyUse rules) {
    this.rules = rules;
    this.strict = strict;
    this.ledger = new AuditLedger(receiver);
    this.omissions = omissions;
  }

  /** Finds names that look alike, too. */
  public void comparing(Skeletons skeletons) {
    ledger.comparing(skeletons);
  }

  /** Holds findings against accepted risks, too. */
  public void accepting(AcceptedRisks risks) {
    ledger.accepting(risks);
  }

  public void listTo(OutputStream out) {
    listing = out;
  }

  @Override
  public void begin(String name, boolean folder) {
    digest = new InputDigest(name, folder, listing);
  }

  @Override
  public void beginList(String name) {
    begin(name, true);
  }

  @Override
  public void file(long number, FileExaminer.Result result) throws IOException {
    if (result.sha256().isPresent()) {
      digest.add(result.file().relative(), result.bytes(), result.sha256().get());
    }
    if (result.other().isPresent()) {
      other(result.file(), result.other().get());
    }
    for (Examined examined : result.examined()) {
      add(examined);
    }
  }

  @Override
  public void beginLong(long number, Named file) {
    longFile = file;
  }

  @Override
  public void entry(long number, Examined examined) throws IOException {
    add(examined);
  }

  @Override
  public void remark(Examined examined) throws IOException {
    add(examined);
  }

  @Override
  public void endLong(LongEnd end) throws IOException {
    if (end.other().isPresent()) {
      other(longFile, end.other().get());
      return;
    }
    if (end.sha256().isPresent()) {
      digest.add(longFile.relative(), end.bytes(), end.sha256().get());
    }
  }

  private void other(Named file, OtherKind kind) throws IOException {
    others.add(kind, file.shown());
    if (strict && kind != OtherKind.BEING_WRITTEN) {
      ledger.other(FileExaminer.whole(file), kind);
    }
  }

  @Override
  public void end(InputEnd end) {
    omissions.passed(end.links(), end.special());
    inputs.add(digest.input());
  }

  private void add(Examined examined) throws IOException {
    examined.showTo(rules);
    if (ledger.add(examined)) {
      omissions.unknown(examined.result());
    }
  }

  /**
   * All of it.
   *
   * @param unused the rules of the policy that fit nothing of it
   */
  public AuditSummary summary(AuditBasis basis, List<UnusedRule> unused) throws IOException {
    ledger.late();
    if (basis.policy().isPresent()) {
      String path = basis.policy().get().path();
      Place policy = new Place(path, OptionalInt.empty(), path);
      for (UnusedRule rule : unused) {
        ledger.beside(policy, rule.finding());
      }
      ledger.unusedRisks(policy);
    }
    return ledger.summary(basis, inputs, omissions, others.counts());
  }
}
