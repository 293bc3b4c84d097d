package dev.keyward.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.cli.report.audit.Reports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReportsTest {

  @ParameterizedTest
  @CsvSource({
    "a.html,HTML",
    "dir.csv/a.JSON,JSON",
    "a.b.csv,CSV",
    "a.sarif,SARIF",
    "a.sarif.json,SARIF"
  })
  void theEndingTellsTheForm(String file, ReportFormat format) {
    assertEquals(Optional.of(format), ReportFormat.of(file));
  }

  @ParameterizedTest
  @CsvSource({"a.txt", "html", "a.html.bak", "csv/a"})
  void otherEndingsAskForNothing(String file) {
    assertEquals(Optional.empty(), ReportFormat.of(file));
  }

  @ParameterizedTest
  @EnumSource(ReportFormat.class)
  void aFullDiskIsAnIoException(ReportFormat format) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("no space left on device");
          }
        };
    SampleAudit audit = Samples.plausible();
    assertThrows(
        IOException.class,
        () -> Reports.open(format, full, SampleAudit.CONTEXT).finish(audit.summary()));
  }

  @ParameterizedTest
  @EnumSource(ReportFormat.class)
  void theStreamStaysOpen(ReportFormat format) throws IOException {
    boolean[] closed = new boolean[1];
    OutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    Reports.open(format, out, SampleAudit.CONTEXT).finish(Samples.plausible().summary());
    assertEquals(false, closed[0]);
  }

  @Test
  void theSameAuditGivesTheSameBytes() throws IOException {
    assertEquals(
        Samples.plausible().text(ReportFormat.HTML), Samples.plausible().text(ReportFormat.HTML));
  }
}
