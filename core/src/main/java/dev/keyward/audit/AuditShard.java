package dev.keyward.audit;

import dev.keyward.audit.policy.PolicyUse;
import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.audit.result.Shard;
import dev.keyward.audit.result.WrittenFiles;
import dev.keyward.audit.shard.ShardHeader;
import dev.keyward.audit.shard.ShardSink;
import dev.keyward.audit.walk.FolderExaminer;
import dev.keyward.audit.walk.InputAuditor;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Makes one share of an audit and writes it as JSON Lines, which {@link AuditMerge} merges. The
 * place of a file in the walk decides which share it belongs to, and so does the place of a
 * protector in a long export. Memory is bounded for any amount of input.
 */
public final class AuditShard {

  private final Audit.Yardstick yardstick;
  private final AuditBasis basis;
  private final Shard shard;
  private final LongConsumer progress;
  private WrittenFiles written = WrittenFiles.none();
  private Consumer<String> links = link -> {};

  /**
   * A share.
   *
   * @param yardstick what the audit compares protectors with
   * @param basis the clock, which all shares must have alike, and where names and policy come from
   * @param shard which share it is
   * @param progress receives the number of further bytes that were examined
   */
  public AuditShard(
      Audit.Yardstick yardstick, AuditBasis basis, Shard shard, LongConsumer progress) {
    this.yardstick = yardstick;
    this.basis = basis;
    this.shard = shard;
    this.progress = progress;
  }

  /** Leaves out what the command writes; returns this. */
  public AuditShard without(WrittenFiles files) {
    written = files;
    return this;
  }

  /** Tells {@code receiver} each link that is not followed, as the user names it; returns this. */
  public AuditShard tellingLinks(Consumer<String> receiver) {
    links = receiver;
    return this;
  }

  /**
   * Audits the share and writes it, to the end mark. What cannot be read is a finding.
   *
   * @param out buffered; flushed and not closed
   * @return how many protectors, broken files and files that could not be read there are in it
   * @throws IOException where {@code out} does not take it
   */
  public long run(List<AuditSource> sources, OutputStream out) throws IOException {
    PolicyUse rules = Audit.rules(yardstick);
    ShardHeader header = ShardHeader.of(shard, basis, yardstick.known(), sources);
    ShardSink sink = new ShardSink(out, header, rules);
    sink.accepted(yardstick.policy().rules().accepted());
    FolderExaminer examiner =
        new FolderExaminer(Audit.examiner(yardstick, basis), written).beside(sources);
    try (InputAuditor auditor =
        new InputAuditor(examiner, sink, shard, progress).tellingLinks(links)) {
      for (AuditSource source : sources) {
        auditor.audit(source);
      }
      return sink.finish(auditor.sampled());
    }
  }
}
