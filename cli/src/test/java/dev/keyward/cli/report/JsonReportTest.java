package dev.keyward.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.cli.JsonSchemas;
import dev.keyward.cli.report.audit.Reports;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {

  @Test
  void hasTheFormThatItPromises() throws IOException {
    JsonSchemas.check("audit", Samples.plausible().text(ReportFormat.JSON));
    JsonSchemas.check("audit", Samples.hostile().text(ReportFormat.JSON));
    JsonSchemas.check("audit", SampleAudit.of(List.of()).text(ReportFormat.JSON));
  }

  @Test
  void theSchemaKnowsEveryKindOfFindingAndNoOther() throws IOException {
    try (InputStream schema =
        Reports.class.getResourceAsStream("/dev/keyward/schema/keyward.audit.1.json")) {
      JsonNode known =
          new ObjectMapper().readTree(schema).at("/$defs/finding/properties/code/enum");
      List<String> codes = new ArrayList<>();
      known.forEach(code -> codes.add(code.textValue()));
      assertEquals(
          Arrays.stream(AuditFindingCode.values()).map(AuditFindingCode::code).toList(), codes);
    }
  }

  @Test
  void keepsNamesAsTheyWereFound() throws IOException {
    JsonNode json = new ObjectMapper().readTree(Samples.hostile().text(ReportFormat.JSON));
    JsonNode protectors = json.at("/data/protectors");
    for (int i = 0; i < Samples.HOSTILE.size(); i++) {
      assertEquals(Samples.HOSTILE.get(i), protectors.get(i).get("vm").textValue());
    }
  }

  @Test
  void sendsNothingToATerminalThatActs() throws IOException {
    String json = Samples.hostile().text(ReportFormat.JSON);
    assertTrue(
        json.codePoints()
            .noneMatch(c -> c != '\n' && (c < ' ' || Character.getType(c) == Character.FORMAT)));
  }

  @Test
  void tellsHowManyPlacesAreLeftOut() throws IOException {
    JsonNode json = new ObjectMapper().readTree(Samples.large(3_000).text(ReportFormat.JSON));
    JsonNode set = json.at("/data/sets/0");
    assertEquals(3_000, json.at("/data/counts/protectors").intValue());
    assertEquals(set.get("count").intValue(), set.get("vms").size() + set.get("more").intValue());
  }
}
