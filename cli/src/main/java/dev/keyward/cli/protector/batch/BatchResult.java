package dev.keyward.cli.protector.batch;

import dev.keyward.cli.ExitCode;
import dev.keyward.cli.base.FaultAnswer;
import dev.keyward.cli.console.Answer;
import java.util.Optional;

/**
 * What came of one line of a batch.
 *
 * @param id what the line calls itself
 * @param status {@code written}, {@code kept} or {@code failed}
 * @param file where it is, null where it failed
 * @param sha256 of the file's bytes, null where it failed
 * @param error what went wrong, null where it did not
 * @param code what it means for the exit code
 */
record BatchResult(
    String id, String status, String file, String sha256, FaultAnswer error, ExitCode code) {

  static BatchResult written(String id, String file, String sha256) {
    return new BatchResult(id, "written", file, sha256, null, ExitCode.DONE);
  }

  static BatchResult kept(String id, String file, String sha256) {
    return new BatchResult(id, "kept", file, sha256, null, ExitCode.DONE);
  }

  static BatchResult failed(String id, FaultAnswer error, ExitCode code) {
    return new BatchResult(id, "failed", null, null, error, code);
  }

  /** A line of JSON Lines. */
  @Answer.To("protector-create-batch")
  record Line(
      String id,
      String status,
      Optional<String> file,
      Optional<String> sha256,
      @Answer.IfPresent Optional<FaultAnswer> error)
      implements Answer {}

  Line answer() {
    return new Line(
        id,
        status,
        Optional.ofNullable(file),
        Optional.ofNullable(sha256),
        Optional.ofNullable(error));
  }
}
