package dev.keyward.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SarifReportTest {

  @Test
  void isValidByTheOfficialSchema() throws IOException {
    JsonSchema schema = official();
    for (SampleAudit audit :
        List.of(Samples.plausible(), Samples.hostile(), SampleAudit.of(List.of()))) {
      var violations = schema.validate(audit.text(ReportFormat.SARIF), InputFormat.JSON);
      assertEquals(Set.of(), violations);
    }
  }

  @Test
  void thatOfSeveralSitesIsValidToo() throws IOException {
    SampleSites sites = SampleSites.of(List.of("a", "\u202eb"), Samples.hostile());
    var violations = official().validate(sites.text(ReportFormat.SARIF), InputFormat.JSON);
    assertEquals(Set.of(), violations);
  }

  @Test
  void theOfficialSchemaIsInForce() throws IOException {
    assertEquals(
        1, official().validate("{\"version\":\"2.1.0\"}", InputFormat.JSON).size(), "no runs");
  }

  private static JsonSchema official() throws IOException {
    try (InputStream schema =
        SarifReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      assertNotNull(schema);
      return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema);
    }
  }

  @Test
  void hasAResultForEachFindingAndAtTheEndWhatItRestedOn() throws IOException {
    Golden.check("sample.sarif", ReportFormat.SARIF);
  }

  @Test
  void fingerprintsTellFindingsApart() throws IOException {
    JsonNode results = run(Samples.plausible()).get("results");
    Set<String> prints = new HashSet<>();
    results.forEach(result -> prints.add(result.at("/fingerprints").get("keyward/v2").asText()));
    assertEquals(results.size(), prints.size());
  }

  @Test
  void everyUriCanBeParsed() throws IOException {
    for (JsonNode result : run(Samples.hostile()).get("results")) {
      URI.create(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText());
    }
  }

  @Test
  void everythingWithAnIdIsExplainedAsGitHubAsks() throws IOException {
    JsonNode driver = run(Samples.plausible()).at("/tool/driver");
    for (String list : List.of("rules", "notifications")) {
      for (JsonNode each : driver.get(list)) {
        for (String text : List.of("shortDescription", "fullDescription", "help")) {
          assertFalse(each.at("/" + text + "/text").asText().isBlank(), each + " " + text);
        }
      }
    }
  }

  @Test
  @Tag("soak")
  void passesTheRulesOfGitHub(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("audit.sarif"), Samples.plausible().text(ReportFormat.SARIF));
    Files.writeString(
        folder.resolve("fleet.sarif"),
        SampleFleet.text(ReportFormat.SARIF, SampleFleet.content("app", 3)));
    for (String report : List.of("audit", "fleet")) {
      String output = validated(folder, report + ".sarif");
      assertFalse(output.contains(": error "), output);
    }
  }

  private static String validated(Path folder, String report) throws Exception {
    try {
      Process process =
          new ProcessBuilder(
                  "npx",
                  "-y",
                  "@microsoft/sarif-multitool",
                  "validate",
                  report,
                  "--rule-kind",
                  "Sarif;Ghas",
                  "--output",
                  report + ".out")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      assumeTrue(Files.exists(folder.resolve(report + ".out")), "skipped: no tool: " + output);
      return output;
    } catch (IOException e) {
      return assumeNoTool();
    }
  }

  private static String assumeNoTool() {
    assumeTrue(false, "skipped: there is no npx");
    return "";
  }

  @Test
  void pathsKeepTheirFoldersAndNothingThatAUriWouldTakeForItsOwn() {
    assertEquals("a/b%20c%3Fd%23e%25.xml", ArtifactUri.location("./a/b c?d#e%.xml").get("uri"));
    assertEquals("file:///srv/%C3%A4.xml", ArtifactUri.location("/srv/\u00E4.xml").get("uri"));
    assertEquals("javascript%3Ax", ArtifactUri.location("javascript:x").get("uri"));
  }

  private static JsonNode run(SampleAudit audit) throws IOException {
    return new ObjectMapper().readTree(audit.text(ReportFormat.SARIF)).at("/runs/0");
  }
}
