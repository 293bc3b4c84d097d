package dev.keyward.audit.walk;

import dev.keyward.audit.judge.FileExaminer.Named;
import dev.keyward.audit.judge.FileExaminer.Result;
import dev.keyward.audit.judge.Findings;
import dev.keyward.finding.Finding;
import java.util.concurrent.Callable;

/**
 * The examination of one file. The audit goes on after any error: what a hostile file makes fail is
 * a finding about that file.
 *
 * @param file the file
 * @param look what may fail
 */
record Examination(Named file, Callable<Result> look) implements Callable<Result> {

  @Override
  public Result call() {
    try {
      return look.call();
    } catch (Throwable e) {
      return Result.unreadable(file, failed(e));
    }
  }

  /** A failure that nobody foresaw, in few words: a message could hold what the file says. */
  static Finding failed(Throwable failure) {
    return Findings.notRead(
        "Keyward failed to examine it (" + failure.getClass().getSimpleName() + ")",
        "restore it from a backup, or remove it from the folder; please report this as a bug");
  }
}
