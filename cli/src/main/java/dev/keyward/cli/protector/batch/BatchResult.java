package dev.keyward.cli.protector.batch;

import dev.keyward.cli.ExitCode;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.FaultAnswer;
import dev.keyward.guardian.Thumbprint;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What came of one line of a batch.
 *
 * @param answer the line of JSON Lines
 * @param code what it means for the exit code
 * @param keys the digests of the wrapped transport keys of a file that is kept
 */
record BatchResult(Line answer, ExitCode code, Set<Thumbprint> keys) {

  /**
   * A line of JSON Lines.
   *
   * @param id what the line calls itself
   * @param status {@code written}, {@code kept} or {@code failed}
   * @param file where it is, where it did not fail
   * @param sha256 of the file's bytes, where it did not fail
   * @param former whose former keys a kept file is for, where it is
   * @param remade whether it took the place of a file for other keys, where that was asked for
   * @param error what went wrong, where it failed
   */
  @Answer.To("protector-create-batch")
  record Line(
      String id,
      String status,
      Optional<String> file,
      Optional<String> sha256,
      @Answer.IfPresent Optional<List<String>> former,
      @Answer.IfPresent Optional<Boolean> remade,
      @Answer.IfPresent Optional<FaultAnswer> error)
      implements Answer {}

  /**
   * What a file that is kept has in common with the one that its line asks for.
   *
   * @param former whose former keys it is for
   * @param keys the digests of its wrapped transport keys
   */
  record Same(List<String> former, Set<Thumbprint> keys) {

    static final Same NOTHING = new Same(List.of(), Set.of());
  }

  static BatchResult written(String id, String file, String sha256) {
    return done(id, "written", file, sha256, Same.NOTHING, Optional.empty());
  }

  static BatchResult remade(String id, String file, String sha256) {
    return done(id, "written", file, sha256, Same.NOTHING, Optional.of(true));
  }

  static BatchResult kept(String id, String file, String sha256, Same same) {
    return done(id, "kept", file, sha256, same, Optional.empty());
  }

  private static BatchResult done(
      String id, String status, String file, String sha256, Same same, Optional<Boolean> remade) {
    Line line =
        new Line(
            id,
            status,
            Optional.of(file),
            Optional.of(sha256),
            Optional.of(same.former()).filter(some -> !some.isEmpty()),
            remade,
            Optional.empty());
    return new BatchResult(line, ExitCode.DONE, same.keys());
  }

  static BatchResult failed(String id, FaultAnswer error, ExitCode code) {
    Line line =
        new Line(
            id,
            "failed",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(error));
    return new BatchResult(line, code, Set.of());
  }
}
