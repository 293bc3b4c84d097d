package dev.keyward.cli.report.fleet;

import dev.keyward.cli.console.Answer;
import dev.keyward.cli.report.JsonPieces;
import dev.keyward.cli.report.ReportFormat;
import java.io.IOException;
import java.io.OutputStream;

/** Writes a fleet's findings and availability in the forms that audits have, too. */
public final class FleetReport {

  private FleetReport() {}

  /** Writes to {@code out}, which the caller closes. */
  public static void write(ReportFormat format, OutputStream out, FleetContent content)
      throws IOException {
    Form form =
        switch (format) {
          case CSV -> FleetCsv::write;
          case JSON -> FleetReport::writeAvailabilityJson;
          case SARIF -> FleetSarif::write;
          case HTML -> FleetPage::write;
        };
    form.write(out, content);
  }

  /** Writes one form. */
  private interface Form {

    void write(OutputStream out, FleetContent content) throws IOException;
  }

  /** What {@code fleet check --output json} prints: {@code keyward.fleet-check/1}. */
  public static void writeCheckJson(OutputStream out, FleetContent content) throws IOException {
    write(out, "fleet-check", content, FleetAnswer.Check.of(content));
  }

  /**
   * What {@code fleet availability --output json} prints, with the findings: {@code
   * keyward.fleet-availability/1}.
   */
  public static void writeAvailabilityJson(OutputStream out, FleetContent content)
      throws IOException {
    write(out, "fleet-availability", content, FleetAnswer.Starts.of(content));
  }

  private static void write(OutputStream out, String schema, FleetContent content, Answer answer)
      throws IOException {
    JsonPieces json = new JsonPieces(out);
    json.begin(schema, content.store());
    json.fields(answer);
    json.end();
  }
}
