package dev.keyward.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.keyward.cli.Main;
import dev.keyward.cli.report.fleet.FleetContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The reports of a fleet that are not looked at in a browser. */
class FleetReportTest {

  @Test
  void sarifIsValidByTheOfficialSchema() throws IOException {
    try (InputStream schema =
        FleetReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      var official = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema);
      for (String name : List.of("app", SampleFleet.HOSTILE)) {
        String sarif = SampleFleet.text(ReportFormat.SARIF, SampleFleet.content(name, 3));
        assertEquals(Set.of(), official.validate(sarif, InputFormat.JSON));
        assertTrue(sarif.contains("\"ruleId\":\"trap\""), sarif);
      }
    }
  }

  @Test
  void jsonIsValidByItsSchemaAndHasEveryCell() throws IOException {
    var schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(
                Main.class.getResourceAsStream(
                    "/dev/keyward/schema/keyward.fleet-availability.1.json"));
    FleetContent content = SampleFleet.content("app", 3);
    String json = SampleFleet.text(ReportFormat.JSON, content);
    assertEquals(Set.of(), schema.validate(json, InputFormat.JSON));
    long cells = json.split("\"tries\":").length - 1L;
    assertEquals(4L * content.availability().singles().size(), cells);
  }

  @Test
  void csvHasNoFormulasAndNoLinesOfStrangers() throws IOException {
    String csv = SampleFleet.text(ReportFormat.CSV, SampleFleet.content("=1+1\n\"x", 1));
    for (String line : csv.split("\r\n")) {
      assertFalse(line.contains("\n"), line);
      assertFalse(line.contains(",=1"), line);
      assertFalse(line.contains(",\"=1"), line);
    }
  }

  @Test
  void commandsQuoteTheFilesThatTheyName() {
    FleetContent content = SampleFleet.content("app", 1);
    String command =
        content.findings().stream()
            .flatMap(finding -> content.advice(finding).command().stream())
            .findFirst()
            .orElseThrow();
    assertEquals("keyward protector grant 'a b.kp' --guardian branch-hgs --in-place", command);
  }
}
