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
   * @param file where the file is; empty if the line failed
   * @param sha256 of the file's bytes; empty if the line failed
   * @param former the guardians whose former keys a kept file has; empty for none
   * @param renewed the guardians whose older certificates a kept file has, with their current keys;
   *     empty for none
   * @param remade whether {@code --remake} replaced a file with other keys or older certificates
   * @param line its number in the batch, if it failed
   * @param error what went wrong, if it failed
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
   * How an existing file fits its line.
   *
   * @param former the guardians whose former keys it has
   * @param renewed the guardians whose older certificates it has, with their current keys
   * @param differences the guardians that only the file or only the line has, in words
   * @param keys the digests of its wrapped transport keys
   */
  record Fit(
      List<String> former, List<String> renewed, List<String> differences, Set<Thumbprint> keys) {

    static final Fit NOTHING = new Fit(List.of(), List.of(), List.of(), Set.of());

    /** Whether the line would make the same file now, with current keys and certificates. */
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
