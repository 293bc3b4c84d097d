package dev.keyward.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.Run;
import dev.keyward.cli.report.audit.Reports;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page in a headless Chromium, where this machine has one: one browser, a tab a test. */
class HtmlInBrowserTest extends PageInBrowser {

  private static Path plausible;
  private static Path hostile;
  private static Path large;
  private static Path machines;

  @BeforeAll
  static void writePages() throws Exception {
    plausible = write("plausible.html", Samples.plausible());
    hostile = write("hostile.html", Samples.hostile());
    large = write("large.html", Samples.large(Reports.MOST_ROWS));
    machines = folder.resolve("machines.html");
    Path samples = Path.of(System.getProperty("keyward.fixtures"), "vmcx");
    Run.in(samples).run("audit", ".", "--store", "none", "--report", machines.toString());
  }

  private static Path write(String name, SampleAudit audit) throws Exception {
    return Files.write(folder.resolve(name), audit.write(ReportFormat.HTML));
  }

  @Test
  void searchFindsNamesAndFiles() throws Exception {
    tab.open(plausible);
    assertEquals("2 of 41 protectors match", tab.filter("search", "POS"));
    assertEquals("1 of 41 protectors match", tab.filter("search", "protectors/ 02.xml branch"));
  }

  @Test
  void filtersNarrowEachOther() throws Exception {
    tab.open(plausible);
    assertEquals("5 of 41 protectors match", tab.filter("severity", "error"));
    assertEquals("2 of 41 protectors match", tab.filter("code", "expired"));
    assertEquals("1 of 41 protectors match", tab.filter("search", "pos-01"));
    assertEquals("0 of 41 protectors match", tab.filter("standing", "invalid"));
    assertTrue(tab.evaluate("!document.getElementById('nothing').hidden").asBoolean());
  }

  @Test
  void vmsAreFoundByGuidTpmShieldingAndLastKnownGood() throws Exception {
    tab.open(machines);
    int all = tab.evaluate("document.querySelectorAll('.chunk tbody tr').length").asInt();
    assertEquals("2 of " + all + " protectors match", tab.filter("search", "1D3A5C7E9F05"));
    assertEquals("1 of " + all + " protectors match", tab.filter("last", "last-itself"));
    assertEquals("1 of " + all + " protectors match", tab.filter("shielding", "shielding"));
    assertEquals("0 of " + all + " protectors match", tab.filter("tpm", "no-tpm"));
  }

  @Test
  void theRowsShownAreThoseCounted() throws Exception {
    tab.open(plausible);
    tab.filter("party", tab.evaluate(valueOf("party", "branch-hgs")).asText());
    int shown =
        tab.evaluate("document.querySelectorAll('.chunk:not([hidden]) tbody tr').length").asInt();
    assertEquals(shown + " of 41 protectors match", status());
    assertEquals(
        shown,
        tab.evaluate(
                "[...document.querySelectorAll('.chunk tbody tr')].filter(row =>"
                    + " row.querySelector('.m.g') && row.textContent.includes('guardian')).length")
            .asInt());
  }

  @Test
  void aGuardianSetCanBeChosen() throws Exception {
    tab.open(plausible);
    String set = tab.evaluate(valueOf("set", "central-it + branch-hgs, dr-site-hgs")).asText();
    assertEquals("2 of 41 protectors match", tab.filter("set", set));
  }

  @Test
  void clearShowsAllAgain() throws Exception {
    tab.open(plausible);
    tab.filter("severity", "error");
    tab.evaluate("document.getElementById('filters').reset()");
    assertEquals("41 protectors", tab.filter("search", ""));
  }

  @Test
  void ordersByNameAndByGravity() throws Exception {
    tab.open(plausible);
    tab.filter("order", "name");
    assertEquals("berlin/dc-01", firstRow());
    tab.filter("order", "grave");
    assertEquals("berlin/hr-01", firstRow());
    tab.filter("order", "");
    assertEquals("berlin/dc-01", firstRow());
  }

  @Test
  void everythingIsThereWithoutScript() throws Exception {
    tab.allowScript(false);
    tab.open(plausible);
    tab.allowScript(true);
    assertEquals(41, tab.evaluate("document.querySelectorAll('.matrix tbody tr').length").asInt());
    assertEquals(0, tab.evaluate("document.getElementById('filters').offsetHeight").asInt());
    assertEquals("41 protectors", status());
  }

  @Test
  void theKeyboardReachesWhatCanBeUsed() throws Exception {
    tab.open(plausible);
    tab.key("Tab");
    assertEquals("Skip to the report", tab.evaluate("document.activeElement.textContent").asText());
    tab.key("Enter");
    assertEquals("main", tab.evaluate("document.activeElement.id").asText());
  }

  @Test
  void everyTableFieldAndRegionHasAName() throws Exception {
    tab.open(plausible);
    assertEquals(
        0,
        tab.evaluate(
                "[...document.querySelectorAll('table')].filter(t => !t.caption &&"
                    + " !t.closest('[aria-hidden]')).length +"
                    + " [...document.querySelectorAll('input,select')].filter(f =>"
                    + " !f.labels.length).length +"
                    + " [...document.querySelectorAll('[aria-labelledby]')].filter(e =>"
                    + " !document.getElementById(e.getAttribute('aria-labelledby'))).length +"
                    + " [...document.querySelectorAll('th')].filter(h => !h.scope).length")
            .asInt());
  }

  @Test
  void noNameDoesAnything() throws Exception {
    tab.open(hostile);
    tab.filter("search", "<script>");
    tab.filter("search", "");
    tab.filter("order", "name");
    tab.evaluate(
        "document.querySelectorAll('*').forEach(e => e.dispatchEvent(new Event('mouseover')))");
    assertEquals("undefined", tab.evaluate("typeof window.harmed").asText());
    assertEquals(1, tab.evaluate("document.querySelectorAll('h1').length").asInt());
    assertEquals(1, tab.evaluate("document.scripts.length").asInt());
    assertEquals(0, tab.evaluate("document.images.length").asInt());
  }

  @Test
  void noNameMakesThePageWiderThanItsWindow() throws Exception {
    for (int width : new int[] {1280, 400}) {
      tab.resize(width, 900);
      tab.open(hostile);
      assertEquals(width, tab.evaluate("document.documentElement.scrollWidth").asInt());
    }
  }

  @Test
  void thePagesOwnPolicyStopsAnyOtherScript() throws Exception {
    tab.open(plausible);
    tab.evaluate(
        "(() => { const s = document.createElement('script'); s.textContent = 'window.harmed = 1';"
            + " document.body.append(s); })()");
    assertEquals("undefined", tab.evaluate("typeof window.harmed").asText());
    assertFalse(tab.complaints().isEmpty());
    tab.forgetComplaints();
  }

  @Test
  void tenThousandRowsStayUsable() throws Exception {
    tab.open(large);
    assertEquals("10,000 protectors", status());
    assertEquals("1 of 10,000 protectors match", tab.filter("search", "vm-09999"));
    assertEquals("vm-09999", firstRow());
    assertEquals("10,000 protectors", tab.filter("search", ""));
  }

  @Test
  void sixtyRowsStandOnPaper() throws Exception {
    tab.open(large);
    tab.look("print", "light");
    assertEquals(
        60,
        tab.evaluate(
                "[...document.querySelectorAll('.chunk tbody tr')]"
                    + ".filter(row => row.offsetHeight).length")
            .asInt());
    assertTrue(tab.evaluate("document.querySelector('.paper').offsetHeight > 0").asBoolean());
  }

  @Test
  void printsOnPaper() throws Exception {
    tab.open(plausible);
    byte[] pdf = tab.print();
    assertEquals("%PDF", new String(pdf, 0, 4, StandardCharsets.US_ASCII));
    tab.look("print", "dark");
    assertEquals(
        "rgb(255, 255, 255)",
        tab.evaluate("getComputedStyle(document.body).backgroundColor").asText());
    assertEquals(0, tab.evaluate("document.getElementById('filters').offsetHeight").asInt());
  }

  private String status() throws Exception {
    return tab.evaluate("document.getElementById('status').textContent").asText();
  }

  private String firstRow() throws Exception {
    return tab.evaluate("document.querySelector('.matrix tbody th bdi').textContent").asText();
  }

  private static String valueOf(String select, String label) {
    return "[...document.getElementById('"
        + select
        + "').options].find(option => option.text === '"
        + label
        + "').value";
  }
}
