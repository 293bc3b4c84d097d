package dev.keyward.fleet.matrix.finding;

import dev.keyward.fleet.matrix.StartMatrix;
import java.util.List;

/** Everything that a matrix shows and somebody should act on. */
public final class MatrixRules {

  private MatrixRules() {}

  /** The findings, the most severe first. */
  public static List<MatrixFinding> findings(StartMatrix matrix, MatrixQuestion question) {
    FoundInMatrix found = new FoundInMatrix();
    new MatrixStartRules(matrix, question, found).run();
    new CollectionRules(matrix, found).run();
    new HolderRules(matrix, question, found).run();
    new StoreRules(matrix, found).run();
    return found.sorted(new FindingLines(matrix, question.backup()));
  }
}
