package dev.keyward.cli.protector.batch;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.base.Failures;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.FaultAnswer;
import dev.keyward.guardian.Thumbprint;
import java.io.IOException;
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
record BatchResult(LineName name, Line answer, ExitCode code, Set<Thumbprint> keys) {

  /**
   * A line of JSON Lines.
   *
   * @param id what the line calls itself
   * @param status {@code written}, {@code kept} or {@code failed}
   * @param file where it is, where it did not fail
   * @param sha256 of the file's bytes, where it did not fail
   * @param former whose former keys a kept file is for, where it is
   * @param renewed whose older certificates a kept file has, over the keys of today, where it does
   * @param remade whether it took the place of a file for other keys or older certificates, where
   *     that was asked for
   * @param line its number in the batch, where it failed
   * @param error what went wrong, where it failed
   */
  @Answer.To("protector-create-batch")
  record Line(
      String id,
      String status,
      Optional<String> file,
      Optional<String> sha256,
      @Answer.IfPresent Optional<List<String>> former,
      @Answer.IfPresent Optional<List<String>> renewed,
      @Answer.IfPresent Optional<Boolean> remade,
      @Answer.IfPresent Optional<Long> line,
      @Answer.IfPresent Optional<FaultAnswer> error)
      implements Answer {}

  /**
   * How a file that is there fits the line that asks for it.
   *
   * @param former whose former keys it is for
   * @param renewed whose older certificates it has, over the keys of today
   * @param differences who has access in only one of the two, in words
   * @param keys the digests of its wrapped transport keys
   */
  record Fit(
      List<String> former, List<String> renewed, List<String> differences, Set<Thumbprint> keys) {

    static final Fit NOTHING = new Fit(List.of(), List.of(), List.of(), Set.of());

    /** Whether it is what would be made today, with the keys and certificates of today. */
    boolean isCurrent() {
      return former.isEmpty() && renewed.isEmpty() && differences.isEmpty();
    }
  }

  static BatchResult written(LineName line, String file, String sha256) {
    return done(new Made(line, file, sha256), "written", Fit.NOTHING, Optional.empty());
  }

  static BatchResult remade(LineName line, String file, String sha256) {
    return done(new Made(line, file, sha256), "written", Fit.NOTHING, Optional.of(true));
  }

  static BatchResult kept(LineName line, String file, String sha256, Fit fit) {
    return done(new Made(line, file, sha256), "kept", fit, Optional.empty());
  }

  /** The file of one VM. */
  private record Made(LineName line, String file, String sha256) {}

  private static BatchResult done(Made made, String status, Fit fit, Optional<Boolean> remade) {
    Line line =
        new Line(
            made.line().id(),
            status,
            Optional.of(made.file()),
            Optional.of(made.sha256()),
            Optional.of(fit.former()).filter(some -> !some.isEmpty()),
            Optional.of(fit.renewed()).filter(some -> !some.isEmpty()),
            remade,
            Optional.empty(),
            Optional.empty());
    return new BatchResult(made.line(), line, ExitCode.DONE, fit.keys());
  }

  static BatchResult failed(LineName line, KeywardException failure) {
    return failed(line, failure.fault(), ExitCode.of(failure));
  }

  /**
   * Where the file system fails.
   *
   * @param file the file, as the user knows it
   */
  static BatchResult failed(LineName line, String file, IOException failure) {
    Fault fault = Failures.io(file, failure);
    return failed(line, fault, ExitCode.ofIo(fault));
  }

  private static BatchResult failed(LineName name, Fault fault, ExitCode code) {
    Line line =
        new Line(
            name.id(),
            "failed",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(name.number()),
            Optional.of(FaultAnswer.of(fault)));
    return new BatchResult(name, line, code, Set.of());
  }
}
