package dev.keyward.cli.protector.batch;

import dev.keyward.cli.ExitCode;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.FaultAnswer;
import java.util.List;
import java.util.Optional;

/**
 * What came of one line of a batch.
 *
 * @param answer the line of JSON Lines
 * @param code what it means for the exit code
 */
record BatchResult(Line answer, ExitCode code) {

  /**
   * A line of JSON Lines.
   *
   * @param id what the line calls itself
   * @param status {@code written}, {@code kept} or {@code failed}
   * @param file where it is, where it did not fail
   * @param sha256 of the file's bytes, where it did not fail
   * @param former whose former keys a kept file is for, where it is
   * @param error what went wrong, where it failed
   */
  @Answer.To("protector-create-batch")
  record Line(
      String id,
      String status,
      Optional<String> file,
      Optional<String> sha256,
      @Answer.IfPresent Optional<List<String>> former,
      @Answer.IfPresent Optional<FaultAnswer> error)
      implements Answer {}

  static BatchResult written(String id, String file, String sha256) {
    return done(id, "written", file, sha256, List.of());
  }

  static BatchResult kept(String id, String file, String sha256, List<String> former) {
    return done(id, "kept", file, sha256, former);
  }

  private static BatchResult done(
      String id, String status, String file, String sha256, List<String> former) {
    Line line =
        new Line(
            id,
            status,
            Optional.of(file),
            Optional.of(sha256),
            Optional.of(former).filter(some -> !some.isEmpty()),
            Optional.empty());
    return new BatchResult(line, ExitCode.DONE);
  }

  static BatchResult failed(String id, FaultAnswer error, ExitCode code) {
    Line line =
        new Line(
            id, "failed", Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(error));
    return new BatchResult(line, code);
  }
}
