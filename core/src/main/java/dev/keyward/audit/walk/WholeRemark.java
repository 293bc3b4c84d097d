package dev.keyward.audit.walk;

import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.judge.FileExaminer.Result;
import dev.keyward.audit.result.OtherKind;
import java.util.Optional;

/**
 * What is to be said of a long file as a whole, and its kind where it is another file.
 *
 * @param remark empty where nothing is to be said
 */
record WholeRemark(Optional<Examined> remark, Optional<OtherKind> other) {

  /** Of a file that was audited. */
  static WholeRemark of(Optional<Examined> remark) {
    return new WholeRemark(remark, Optional.empty());
  }

  /** Of a file that lies in a folder, gave nothing, and was judged. */
  static WholeRemark of(Result judged) {
    return new WholeRemark(judged.examined().stream().findFirst(), judged.other());
  }
}
