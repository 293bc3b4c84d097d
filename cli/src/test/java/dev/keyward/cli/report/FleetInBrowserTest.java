package dev.keyward.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.report.fleet.FleetContent;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page of a fleet in a headless Chromium, where this machine has one. */
class FleetInBrowserTest extends PageInBrowser {

  private static Path plain;
  private static Path hostile;

  @BeforeAll
  static void writePages() throws Exception {
    plain = write("plain.html", "app", 5);
    hostile = write("hostile.html", SampleFleet.HOSTILE, 5);
  }

  private static Path write(String file, String name, int machines) throws Exception {
    FleetContent content = SampleFleet.content(name, machines);
    return Files.write(folder.resolve(file), SampleFleet.write(ReportFormat.HTML, content));
  }

  @Test
  void theSliderWalksThroughAColdStart() throws Exception {
    tab.open(plain);
    assertEquals("after round 1: 2 of 3 nodes run", text("now"));
    set("round", "0");
    assertEquals("power is back: 2 of 3 nodes run", text("now"));
    assertEquals(1, tab.evaluate("document.querySelectorAll('.rounds li.off').length").asInt());
  }

  @Test
  void theMatrixCanBeSearchedAndFiltered() throws Exception {
    tab.open(plain);
    assertEquals("6 of 6 machines", text("status"));
    set("find", "app 3");
    assertEquals("1 of 6 machines", text("status"));
    set("find", "");
    set("show", "lost");
    int shown =
        tab.evaluate("document.querySelectorAll('.cells tbody tr:not([hidden])').length").asInt();
    assertEquals(shown + " of 6 machines", text("status"));
    assertTrue(shown > 0 && shown < 6, "shown: " + shown);
  }

  @Test
  void everyCellSaysInWordsWhatItMeans() throws Exception {
    tab.open(plain);
    assertTrue(
        tab.evaluate("[...document.querySelectorAll('.cells tbody td')].every(c => c.title)")
            .asBoolean());
  }

  @Test
  void namesOfStrangersStayText() throws Exception {
    tab.open(hostile);
    assertEquals(0, tab.evaluate("document.querySelectorAll('img').length").asInt());
    assertTrue(
        tab.evaluate("document.body.textContent.includes('<img src=x onerror=alert(1)>')")
            .asBoolean());
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
  void noSituationsNameIsCutAndNoSignIsAddedToACell() throws Exception {
    tab.open(plain);
    assertEquals(
        0,
        tab.evaluate(
                "[...document.querySelectorAll('.turn span')].filter(s =>"
                    + " s.scrollHeight > s.clientHeight + 1 || s.scrollWidth > s.clientWidth + 1)"
                    + ".length")
            .asInt());
    assertEquals(
        "none",
        tab.evaluate("getComputedStyle(document.querySelector('.cells td.p'), '::before').content")
            .asText());
  }

  @Test
  void theCommandThatClosesAGapIsThere() throws Exception {
    tab.open(plain);
    assertEquals(
        "keyward protector grant 'a b.kp' --guardian branch-hgs --in-place",
        tab.evaluate("document.querySelector('#gaps .command').textContent").asText());
  }

  @Test
  void everythingIsThereWithoutScript() throws Exception {
    tab.allowScript(false);
    tab.open(plain);
    tab.allowScript(true);
    assertEquals(6, tab.evaluate("document.querySelectorAll('.cells tbody tr').length").asInt());
    assertEquals(1, tab.evaluate("document.querySelectorAll('.rounds li').length").asInt());
  }

  @Test
  void aDarkWindowGetsADarkPageAndPaperAWhiteOne() throws Exception {
    tab.open(plain);
    tab.look("screen", "dark");
    assertEquals("rgb(19, 22, 26)", background());
    tab.look("print", "dark");
    assertEquals("rgb(255, 255, 255)", background());
  }

  private String background() throws Exception {
    return tab.evaluate("getComputedStyle(document.body).backgroundColor").asText();
  }
}
