package dev.keyward.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of a matrix in a headless Chromium, where this machine has one. */
class MatrixInBrowserTest extends PageInBrowser {

  private static final Path CASE =
      Path.of(System.getProperty("keyward.fixtures"), "store-test-only", "hyperv-hosts");
  private static final String OBJS =
      "<Objs xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">";
  private static final String HOSTILE = "<img src=x onerror=alert(1)>";

  private static Path page(String name) throws Exception {
    String shown = name.replace("&", "&amp;").replace("<", "&lt;");
    return page(Files.readString(CASE.resolve("vms.clixml")).replace("web-01", shown), 1);
  }

  private static Path page(String export, int exit) throws Exception {
    Path vms = Files.writeString(folder.resolve("vms.clixml"), export);
    Path report = folder.resolve("hosts.html");
    Run run =
        Run.in(CASE)
            .run(
                ("fleet matrix " + vms + " --certificates certificates.clixml --modes modes.clixml")
                    .concat(" --clusters HV1+HV2 --store none --force --report " + report)
                    .concat(" --now 2026-11-29T12:00:00Z")
                    .split(" "));
    assertEquals(exit, run.exit(), run.err());
    return report;
  }

  /** So many machines without a protector. */
  private static String many(int count) {
    StringBuilder export = new StringBuilder(OBJS);
    for (int number = 0; number < count; number++) {
      export.append("<Obj><MS><S N=\"Name\">vm-").append(number);
      export.append("</S><BA N=\"KeyProtector\">AAAABA==</BA>");
      export.append("<S N=\"PSComputerName\">HV1</S></MS></Obj>");
    }
    return export.append("</Objs>").toString();
  }

  @Test
  void theMatrixCanBeSearchedAndFiltered() throws Exception {
    tab.open(page("web-01"));
    assertEquals("14 of 14 rows", text("status"));
    set("find", "web");
    assertEquals("2 of 14 rows", text("status"));
    set("find", "");
    set("show", "lost");
    assertEquals("1 of 14 rows", text("status"));
    set("show", "one");
    assertEquals("4 of 14 rows", text("status"));
  }

  @Test
  void aLongMatrixShowsItsFirstRowsAndMoreWhereAsked() throws Exception {
    tab.open(page(many(250), 0));
    assertEquals("250 of 250 rows, the first 200 are shown", text("status"));
    tab.evaluate("document.getElementById('more').click()");
    assertEquals("250 of 250 rows", text("status"));
    set("find", "vm-249");
    assertEquals("1 of 250 rows", text("status"));
  }

  @Test
  void everyHostHasItsOwnLetterInARow() throws Exception {
    tab.open(page("web-01"));
    assertEquals(
        "SSxHx", tab.evaluate("document.querySelector('.hosts tbody .runs').textContent").asText());
  }

  @Test
  void namesOfStrangersStayText() throws Exception {
    tab.open(page(HOSTILE));
    assertEquals(0, tab.evaluate("document.querySelectorAll('img').length").asInt());
  }

  @Test
  void noNameMakesThePageWiderThanItsWindow() throws Exception {
    Path page = page("n".repeat(300));
    for (int width : new int[] {1280, 400}) {
      tab.resize(width, 900);
      tab.open(page);
      int wide = tab.evaluate("document.documentElement.scrollWidth").asInt();
      assertTrue(wide <= width, wide + " in a window of " + width);
    }
  }
}
