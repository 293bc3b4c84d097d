package dev.keyward.audit.look;

import dev.keyward.audit.result.OtherKind;

/** What a file is that gives no protector. */
public sealed interface Judgement {

  /** A file of another kind, which is counted. */
  record Other(OtherKind kind) implements Judgement {}

  /**
   * Something that was a protector or stands where one should.
   *
   * @param reason what speaks for that
   * @param remedy what to do about it
   * @param isStandIn whether it only stands for content that lies elsewhere
   */
  record Damaged(String reason, FileRemedy remedy, boolean isStandIn) implements Judgement {}
}
