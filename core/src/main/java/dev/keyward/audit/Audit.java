package dev.keyward.audit;

import dev.keyward.audit.judge.FileExaminer;
import dev.keyward.audit.judge.PartyBook;
import dev.keyward.audit.judge.ProtectorAuditor;
import dev.keyward.audit.judge.RuleBook;
import dev.keyward.audit.ledger.LedgerSink;
import dev.keyward.audit.ledger.Omissions;
import dev.keyward.audit.policy.AcceptedRisks;
import dev.keyward.audit.policy.PolicyUse;
import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.Shard;
import dev.keyward.audit.result.Skeletons;
import dev.keyward.audit.result.WrittenFiles;
import dev.keyward.audit.walk.FolderExaminer;
import dev.keyward.audit.walk.InputAuditor;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.known.KnownGuardians;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Audits files, folders and exports without any private key, on all cores, in the order of the
 * input. An {@code Audit} runs once; create a new one for the next run.
 *
 * <p>Memory is bounded: at most 64 bytes a protector are kept to find copies, where its name has 20
 * characters, and ten to find names that look alike.
 */
public final class Audit {

  private final AuditBasis basis;
  private final FileExaminer examiner;
  private final PolicyUse rules;
  private WrittenFiles written = WrittenFiles.none();
  private Consumer<String> links = link -> {};
  private final LedgerSink sink;
  private final AuditReceiver receiver;
  private final LongConsumer progress;

  /**
   * What an audit compares protectors with.
   *
   * @param known whose certificates have a name
   * @param policy what is required; {@link AuditPolicy#none} requires nothing
   * @param engine checks the signatures; the fastest one costs a quarter of a second to load
   */
  public record Yardstick(KnownGuardians known, AuditPolicy policy, RsaEngine engine) {}

  /**
   * An audit.
   *
   * @param yardstick what the audit compares protectors with
   * @param basis the clock, and what reports say about the sources of names and policy
   * @param receiver takes the results
   * @param progress receives the number of further bytes that were examined
   */
  public Audit(
      Yardstick yardstick, AuditBasis basis, AuditReceiver receiver, LongConsumer progress) {
    this.basis = basis;
    this.examiner = examiner(yardstick, basis);
    Omissions omissions = new Omissions(basis, yardstick.known().isEmpty());
    this.rules = rules(yardstick);
    this.sink = new LedgerSink(receiver, omissions, basis.strict(), rules);
    sink.accepting(new AcceptedRisks(yardstick.policy().rules().accepted(), basis.clock()));
    this.receiver = receiver;
    this.progress = progress;
  }

  /** Skips the files that the command itself writes; returns this. */
  public Audit without(WrittenFiles files) {
    written = files;
    return this;
  }

  /**
   * Passes to {@code receiver} each link that the audit does not follow, by the user's name for it;
   * returns this.
   */
  public Audit tellingLinks(Consumer<String> receiver) {
    links = receiver;
    return this;
  }

  /** Finds names that look like others, which costs ten bytes more a protector; returns this. */
  public Audit comparing(Skeletons skeletons) {
    sink.comparing(skeletons);
    return this;
  }

  /**
   * Writes the lines that the digest of the input is made of, as {@code sha256sum} prints them, to
   * {@code out}, which is not closed; returns this.
   */
  public Audit listingTo(OutputStream out) {
    sink.listTo(out);
    return this;
  }

  static PolicyUse rules(Yardstick yardstick) {
    KnownGuardians known = yardstick.known();
    return new PolicyUse(yardstick.policy().rules(), print -> !known.find(print).isEmpty());
  }

  static FileExaminer examiner(Yardstick yardstick, AuditBasis basis) {
    return new FileExaminer(
        new ProtectorAuditor(
            new ProtectorVerifier(yardstick.engine()),
            new PartyBook(yardstick.known()),
            new RuleBook(yardstick.policy().rules(), basis, yardstick.known())));
  }

  /**
   * Audits everything, and passes the summary to the receiver too. A file that cannot be read is a
   * finding.
   *
   * @throws IOException if the receiver throws one
   */
  public AuditSummary run(List<AuditSource> sources) throws IOException {
    try (InputAuditor auditor =
        new InputAuditor(
                new FolderExaminer(examiner, written).beside(sources), sink, Shard.WHOLE, progress)
            .tellingLinks(links)) {
      for (AuditSource source : sources) {
        auditor.audit(source);
      }
    }
    AuditSummary summary = sink.summary(basis, rules.unused());
    receiver.finish(summary);
    return summary;
  }

  /** The number of bytes to examine, for a progress bar. Files that cannot be read count as 0. */
  public static long bytes(List<AuditSource> sources) {
    return bytes(sources, Long.MAX_VALUE);
  }

  /**
   * The same number up to {@code enough}. If there are more bytes, it returns any larger number.
   */
  public static long bytes(List<AuditSource> sources, long enough) {
    return ByteCount.of(sources, enough);
  }
}
