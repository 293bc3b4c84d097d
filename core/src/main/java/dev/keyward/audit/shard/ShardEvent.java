package dev.keyward.audit.shard;

import dev.keyward.audit.judge.AuditSink.InputEnd;
import dev.keyward.audit.judge.AuditSink.LongEnd;
import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.judge.FileExaminer.Named;
import dev.keyward.audit.policy.AcceptedRisk;
import dev.keyward.audit.policy.UnusedRule;
import dev.keyward.audit.result.OtherKind;
import dev.keyward.audit.walk.InputAuditor;
import dev.keyward.guardian.Thumbprint;
import java.util.Optional;

/** A line of a shard that is more than a definition. */
sealed interface ShardEvent {

  /** A risk that the policy accepts; these come before the first input. */
  record Accepted(long number, AcceptedRisk risk) implements ShardEvent {}

  /** The next input begins: a folder, a list of files, or a file. */
  record Input(long number, String name, boolean folder, boolean list) implements ShardEvent {

    /** What a file of the input is called. */
    Named named(String path) {
      if (folder) {
        return InputAuditor.named(name, path);
      }
      return list ? new Named(path, path) : new Named(name, path);
    }
  }

  /** A file that was read whole, or a folder that cannot be listed; what it held follows. */
  record File(
      long number,
      String path,
      long bytes,
      Optional<Thumbprint> sha256,
      Optional<OtherKind> other,
      long protectors)
      implements ShardEvent {}

  /** A long file begins. */
  record LongFile(long number, String path) implements ShardEvent {}

  /** A protector of a file. */
  record Found(long number, Examined examined) implements ShardEvent {}

  /** What is to be said of a long file as a whole. */
  record Remark(Examined examined) implements ShardEvent {}

  /** A long file ended. */
  record LongFileEnd(LongEnd end) implements ShardEvent {}

  /** An input ended. */
  record EndOfInput(InputEnd end) implements ShardEvent {}

  /** A rule that matches nothing of the share; these come behind the last input. */
  record Unused(long number, UnusedRule rule) implements ShardEvent {}

  /**
   * The end mark.
   *
   * @param sample a digest over what some of the files hold; older shards have none
   */
  record End(long inputs, Optional<Thumbprint> sample) implements ShardEvent {}
}
