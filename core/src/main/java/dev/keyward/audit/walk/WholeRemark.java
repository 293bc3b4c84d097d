package dev.keyward.audit.walk;

import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.judge.FileExaminer.Result;
import dev.keyward.audit.result.OtherKind;
import java.util.Optional;

/**
 * A remark on a long file as a whole, and the kind of a file without protectors.
 *
 * @param remark empty if there is nothing to report
 */
record WholeRemark(Optional<Examined> remark, Optional<OtherKind> other) {

  /** For a file that was audited. */
  static WholeRemark of(Optional<Examined> remark) {
    return new WholeRemark(remark, Optional.empty());
  }

  /** For a file in a folder that gave no protector and was judged. */
  static WholeRemark of(Result judged) {
    return new WholeRemark(judged.examined().stream().findFirst(), judged.other());
  }
}
