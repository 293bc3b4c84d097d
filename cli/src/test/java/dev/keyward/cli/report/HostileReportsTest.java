package dev.keyward.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.text.ForeignText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of every report takes names that mean harm, and none of them acts. */
class HostileReportsTest {

  private static final List<String> NAMES =
      Stream.concat(
              Samples.HOSTILE.stream(),
              Stream.of("[a](https://example.org)", "{0} \\] {{1}}", "]x[ \\", "a\u2028b\u0085c"))
          .toList();

  private static final Pattern FORMULA =
      Pattern.compile("(?s)[\\s\"]*[=+@\\-\uFF1D\uFF0B\uFF0D\uFF20].*");

  /** Square brackets behind an odd number of backslashes are text; the others make a link. */
  private static final Pattern LINK = Pattern.compile("(?<!\\\\)(\\\\\\\\)*[\\[\\]]");

  /** One report in all its forms. */
  record Written(String name, String html, String csv, String sarif, String json) {
    @Override
    public String toString() {
      return name.substring(0, Math.min(name.length(), 30));
    }
  }

  /** Written once: each test below reads all of them. */
  private static List<Written> reports = List.of();

  @BeforeAll
  static void writeReports() throws IOException {
    reports = written();
  }

  @AfterAll
  static void forgetReports() {
    reports = List.of();
  }

  static List<Written> reports() {
    return reports;
  }

  private static List<Written> written() throws IOException {
    List<Written> reports = new ArrayList<>();
    SampleAudit audit = Samples.hostile(NAMES);
    reports.add(
        new Written(
            "audit",
            audit.text(ReportFormat.HTML),
            audit.text(ReportFormat.CSV),
            audit.text(ReportFormat.SARIF),
            audit.text(ReportFormat.JSON)));
    List<String> names = NAMES.stream().filter(name -> name.length() <= SiteName.MOST).toList();
    Map<ReportFormat, String> sites =
        SampleSites.of(names, audit).texts(List.of(ReportFormat.values()));
    reports.add(
        new Written(
            "sites",
            sites.get(ReportFormat.HTML),
            sites.get(ReportFormat.CSV),
            sites.get(ReportFormat.SARIF),
            sites.get(ReportFormat.JSON)));
    for (String name : NAMES) {
      var fleet = SampleFleet.content(name, 2);
      reports.add(
          new Written(
              "fleet " + name,
              SampleFleet.text(ReportFormat.HTML, fleet),
              SampleFleet.text(ReportFormat.CSV, fleet),
              SampleFleet.text(ReportFormat.SARIF, fleet),
              SampleFleet.text(ReportFormat.JSON, fleet)));
    }
    return reports;
  }

  @ParameterizedTest
  @MethodSource("reports")
  void aPageHasNoMarkupButItsOwn(Written report) {
    assertFalse(report.html().contains("<img"));
    assertFalse(report.html().contains("<h1>All is well"));
    assertEquals(2, report.html().split("<script>", -1).length);
    assertEquals(2, report.html().split("<style>", -1).length);
  }

  @ParameterizedTest
  @MethodSource("reports")
  void noCharacterActsInAnyForm(Written report) {
    assertInert(report.html().replace("\n", ""));
    assertInert(report.csv().substring(1).replace("\r\n", ""));
    assertInert(report.sarif().replace("\n", ""));
    assertInert(report.json().replace("\n", ""));
  }

  private static void assertInert(String text) {
    text.codePoints()
        .filter(ForeignText::isUnsafe)
        .findFirst()
        .ifPresent(point -> assertEquals("", String.format(Locale.ROOT, "U+%04X", point)));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void aTableHasNoFormulaAndAsManyCellsInEveryRow(Written report) {
    List<List<String>> rows = CsvRows.parse(report.csv().substring(1));
    for (List<String> row : rows) {
      assertEquals(rows.get(0).size(), row.size(), row.toString());
      row.forEach(cell -> assertFalse(FORMULA.matcher(cell).matches(), cell));
    }
    for (String part : report.csv().substring(1).split("[;\r\n]")) {
      assertFalse(FORMULA.matcher(part).matches(), part);
    }
  }

  @ParameterizedTest
  @MethodSource("reports")
  void aMessageOfSarifHasNoLinksAndNoPlaceholders(Written report) throws IOException {
    JsonNode run = new ObjectMapper().readTree(report.sarif()).at("/runs/0");
    assertFalse(run.at("/results").isEmpty());
    for (JsonNode result : run.at("/results")) {
      String text = result.at("/message/text").asText();
      assertFalse(LINK.matcher(text).find(), text);
      assertFalse(text.replace("{{", "").replace("}}", "").matches("(?s).*[{}].*"), text);
      assertInert(text);
      JsonNode places = result.at("/locations/0/logicalLocations");
      places.forEach(place -> assertInert(place.get("name").asText()));
    }
  }

  @ParameterizedTest
  @MethodSource("reports")
  void programsReadTheNamesAsTheyAre(Written report) throws IOException {
    JsonNode vms = new ObjectMapper().readTree(report.json()).at("/data");
    List<String> read = new ArrayList<>();
    vms.path("protectors").forEach(each -> read.add(each.get("vm").asText()));
    vms.path("vms").forEach(each -> read.add(each.get("name").asText()));
    if (report.name().equals("audit")) {
      assertEquals(NAMES, read);
    } else if (report.name().equals("sites")) {
      List<String> sites = new ArrayList<>();
      vms.path("sites").forEach(each -> sites.add(each.get("site").asText()));
      assertEquals(NAMES.stream().filter(name -> name.length() <= SiteName.MOST).toList(), sites);
      List<String> all = new ArrayList<>();
      sites.forEach(site -> all.addAll(NAMES));
      assertEquals(all, read);
    } else {
      String name = report.name().substring("fleet ".length());
      assertEquals(List.of("hgs-vm", name + " 0", name + " 1"), read);
    }
  }
}
