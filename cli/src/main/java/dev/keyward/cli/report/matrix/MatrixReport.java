package dev.keyward.cli.report.matrix;

import dev.keyward.cli.report.JsonPieces;
import dev.keyward.cli.report.PrintedRemedy;
import dev.keyward.cli.report.ReportFormat;
import dev.keyward.cli.report.SarifLog;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import dev.keyward.fleet.matrix.finding.MatrixFinding;
import dev.keyward.fleet.matrix.finding.MatrixFindingCode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a matrix in the forms that audits have, too. */
public final class MatrixReport {

  private MatrixReport() {}

  /** Writes to {@code out}, which the caller closes. */
  public static void write(ReportFormat format, OutputStream out, MatrixContent content)
      throws IOException {
    switch (format) {
      case CSV -> MatrixCsv.write(out, content);
      case JSON -> writeJson(out, content);
      case SARIF -> writeSarif(out, content);
      case HTML -> MatrixPage.write(out, content);
    }
  }

  /** What {@code fleet matrix --output json} prints: {@code keyward.fleet-matrix/1}. */
  public static void writeJson(OutputStream out, MatrixContent content) throws IOException {
    JsonPieces json = new JsonPieces(out);
    json.begin("fleet-matrix");
    json.fields(MatrixAnswer.Matrix.of(content));
    json.end();
  }

  private static void writeSarif(OutputStream out, MatrixContent content) throws IOException {
    List<MatrixFindingCode> codes = List.of(MatrixFindingCode.values());
    SarifLog log = new SarifLog(out, content.version(), codes, List.of());
    for (MatrixFinding each : content.findings()) {
      LocatedFinding located = each.located();
      PrintedRemedy advice = new PrintedRemedy(located.finding().remedy().text(), Optional.empty());
      log.result(
          located.finding(), advice, new SarifLog.Where(file(located), located.vms()), Map.of());
    }
    log.end(Map.of());
  }

  /** A finding about hosts alone lies in no file in particular. */
  private static String file(LocatedFinding located) {
    return located.places().stream().findFirst().map(Place::file).orElse("certificates");
  }
}
