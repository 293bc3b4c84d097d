package dev.keyward.audit;

import dev.keyward.guardian.RsaEngine;
import dev.keyward.protector.KnownGuardians;
import dev.keyward.protector.ProtectorVerifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Audits files, folders and exports without any private key, on all cores, in the order of the
 * input. One audit is one run: make another for another.
 *
 * <p>Memory is bounded: at most 64 bytes a protector are kept to find copies, where its name has 20
 * characters.
 */
public final class Audit {

  private final AuditBasis basis;
  private final Omissions omissions;
  private final FileExaminer examiner;
  private final AuditLedger ledger;
  private final AuditReceiver receiver;
  private final LongConsumer progress;

  /**
   * What protectors are judged by.
   *
   * @param known whose certificates have a name
   * @param policy what is demanded; {@link AuditPolicy#none} for nothing
   * @param engine checks the signatures; the fastest one costs a quarter of a second to load
   */
  public record Yardstick(KnownGuardians known, AuditPolicy policy, RsaEngine engine) {}

  /**
   * An audit.
   *
   * @param yardstick what protectors are judged by
   * @param basis the clock, and what reports say of where names and policy come from
   * @param receiver takes the results
   * @param progress is told how many more bytes have been looked at
   */
  public Audit(
      Yardstick yardstick, AuditBasis basis, AuditReceiver receiver, LongConsumer progress) {
    PartyBook parties = new PartyBook(yardstick.known());
    RuleBook rules = new RuleBook(yardstick.policy(), basis);
    ProtectorVerifier verifier = new ProtectorVerifier(yardstick.engine());
    this.basis = basis;
    this.omissions = new Omissions(basis, !parties.knowsAnybody());
    this.examiner = new FileExaminer(new ProtectorAuditor(verifier, parties, rules));
    this.ledger = new AuditLedger(receiver);
    this.receiver = receiver;
    this.progress = progress;
  }

  /**
   * Audits everything and hands the summary to the receiver too. What cannot be read is a finding.
   *
   * @throws IOException where the receiver cannot take what it gets
   */
  public AuditSummary run(List<AuditSource> sources) throws IOException {
    List<AuditInput> inputs = new ArrayList<>();
    try (InputAuditor auditor = new InputAuditor(examiner, ledger, omissions, progress)) {
      for (AuditSource source : sources) {
        inputs.add(auditor.audit(source));
      }
    }
    AuditSummary summary = ledger.summary(basis, inputs, omissions);
    receiver.finish(summary);
    return summary;
  }

  /** How many bytes there are to look at, for a progress bar; what cannot be read counts none. */
  public static long bytes(List<AuditSource> sources) {
    return bytes(sources, Long.MAX_VALUE);
  }

  /**
   * The same, where it is enough to know that there are more than {@code enough}: then it is any
   * number above.
   */
  public static long bytes(List<AuditSource> sources, long enough) {
    return ByteCount.of(sources, enough);
  }
}
