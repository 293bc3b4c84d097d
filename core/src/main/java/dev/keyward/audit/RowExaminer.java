package dev.keyward.audit;

import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.judge.FileExaminer;
import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditedProtector;
import java.util.List;

/**
 * Examines the protectors of a program that has them in rows, not in files: one row at a time, in
 * the thread of the caller. No thread is started and nothing is written, so the program pulls the
 * results at its own pace. What needs all rows together is not found here: that two of them are the
 * same, or have the same transport key. Safe for use by several threads, which share what was
 * checked before.
 */
public final class RowExaminer {

  private final FileExaminer examiner;

  /**
   * With what rows are judged by.
   *
   * @param basis has the moment that expiry is judged by
   */
  public RowExaminer(Audit.Yardstick yardstick, AuditBasis basis) {
    this.examiner = Audit.examiner(yardstick, basis);
  }

  /**
   * What an audit says of one row.
   *
   * @param name what to call the row, as a file's name would
   * @param content a protector in any encoding, or an export of several
   * @return what the row holds, in its order; at least one entry, since what is no protector is a
   *     finding
   */
  public List<AuditedProtector> examine(String name, byte[] content) {
    FileExaminer.Named row = new FileExaminer.Named(name, name);
    return examiner.examine(row, content.clone()).examined().stream()
        .map(Examined::result)
        .toList();
  }
}
