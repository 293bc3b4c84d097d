package dev.keyward.audit;

import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.judge.FileExaminer;
import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditedProtector;
import java.util.List;

/**
 * Examines protectors that a program has in rows, not in files: one row at a time, in the thread of
 * the caller. It starts no thread and writes nothing, so the program gets the results at its own
 * pace. It does not compare rows, so it does not find two equal protectors or two with the same
 * transport key. Safe for use by several threads, which share the results of earlier checks.
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
   * What an audit says about one row.
   *
   * @param name the name of the row in results, in place of a file's name
   * @param content a protector in any encoding, or an export of several
   * @return the protectors of the row, in order; at least one entry, because a row without a
   *     protector is a finding
   */
  public List<AuditedProtector> examine(String name, byte[] content) {
    FileExaminer.Named row = new FileExaminer.Named(name, name);
    return examiner.examine(row, content.clone()).examined().stream()
        .map(Examined::result)
        .toList();
  }
}
