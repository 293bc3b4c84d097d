package dev.keyward.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.audit.result.AuditCounts;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.cli.report.audit.Report;
import dev.keyward.cli.report.audit.Reports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be checked on the page without a browser; {@link HtmlInBrowserTest} opens it in one. */
class HtmlReportTest {

  @Test
  void escapesEveryName() throws IOException {
    String page = Samples.hostile().text(ReportFormat.HTML);
    assertFalse(page.contains("<img"), "an image");
    assertFalse(page.contains("<h1>All is well"), "a heading");
    assertEquals(1, count(page, "<script>"), "scripts");
    assertEquals(1, count(page, "<style>"), "style sheets");
  }

  @Test
  void showsNoCharacterThatActs() throws IOException {
    String page = Samples.hostile().text(ReportFormat.HTML);
    assertTrue(
        page.codePoints().noneMatch(c -> c != '\n' && Character.getType(c) == Character.CONTROL));
    assertTrue(page.codePoints().noneMatch(c -> Character.getType(c) == Character.FORMAT));
  }

  @Test
  void cutsLongNames() throws IOException {
    String long10k = "x".repeat(10_000);
    List<AuditedProtector> one =
        List.of(Samples.valid(long10k, Samples.known(long10k), List.of(), List.of()));
    assertFalse(SampleAudit.of(one).text(ReportFormat.HTML).contains("x".repeat(200)));
  }

  @Test
  void namesNothingToBeLoaded() throws IOException {
    String page = Samples.plausible().text(ReportFormat.HTML);
    Matcher link =
        Pattern.compile("(?:href|src|action|url)\\s*[=(]\\s*\"?([^\")\\s>]*)").matcher(page);
    while (link.find()) {
      assertTrue(link.group(1).startsWith("#"), link.group());
    }
  }

  @Test
  void handlesNoEventAndSetsNoStyleInline() throws IOException {
    String page = Samples.plausible().text(ReportFormat.HTML);
    assertFalse(Pattern.compile("<[^>]*\\s(on[a-z]+|style)=").matcher(page).find());
  }

  @Test
  void saysWhatWasFoundInOneSentence() throws IOException {
    assertTrue(
        Samples.plausible()
            .text(ReportFormat.HTML)
            .contains("5 of 41 protectors have errors; 14 more have only warnings."));
    assertTrue(
        SampleAudit.of(List.of()).text(ReportFormat.HTML).contains("There was nothing to audit."));
  }

  @Test
  void saysWhenRowsAreCut() throws IOException {
    int most = Reports.MOST_ROWS;
    AuditedProtector one =
        Samples.valid("vm", Samples.CENTRAL, List.of(Samples.DATACENTER), List.of());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Report report = Reports.open(ReportFormat.HTML, bytes, SampleAudit.CONTEXT);
    for (int i = 0; i < most + 5; i++) {
      report.protector(one);
    }
    report.finish(counting(SampleAudit.of(List.of(one)).summary(), most + 5L));
    String page = bytes.toString(StandardCharsets.UTF_8);
    assertEquals(most, count(page, "<tr data-w="));
    assertTrue(page.contains("Only the first 10,000 of 10,005 protectors are on this page"));
  }

  private static AuditSummary counting(AuditSummary one, long protectors) {
    return new AuditSummary(
        one.basis(),
        one.inputs(),
        new AuditCounts(protectors, one.counts().standings(), Map.of()),
        one.sets(),
        one.findings(),
        one.parties(),
        one.algorithms(),
        one.omissions(),
        one.others(),
        one.copies(),
        one.worstBeside(),
        0,
        Map.of(),
        List.of());
  }

  private static int count(String page, String part) {
    return page.split(Pattern.quote(part), -1).length - 1;
  }
}
