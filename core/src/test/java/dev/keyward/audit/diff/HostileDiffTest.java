package dev.keyward.audit.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.audit.site.report.SiteSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Reports that a stranger wrote or changed, as one side of a comparison. */
class HostileDiffTest {

  private static ReportText good() {
    return new ReportText("jan")
        .member("it", 1)
        .member("hgs", 2)
        .row("jan/web.kp", "it", "hgs")
        .row("jan/db.kp", "it");
  }

  private static KeywardException refused(String before) {
    return assertThrows(
        KeywardException.class,
        () -> new AuditDiff(ReportText.side(before), good().side()).run(new Ignoring()));
  }

  /** Takes everything and keeps nothing. */
  private static final class Ignoring implements DiffReceiver {
    @Override
    public void protector(ProtectorChange change) {}

    @Override
    public void earlier(ProtectorChange change) {}

    @Override
    public void finish(DiffSummary summary) {}
  }

  @Test
  void aReportOfAnotherVersionIsRefusedAsSuch() {
    KeywardException refusal =
        refused(good().toString().replace("keyward.audit/1", "keyward.audit/2"));
    assertEquals(UnsupportedFormatException.class, refusal.getClass());
    assertEquals("report-version", refusal.fault().code());
  }

  @Test
  void aReportThatLeavesOutARowIsRefused() {
    String report = good().toString();
    int row = report.indexOf("{\"file\":\"jan/web.kp\"");
    int next = report.indexOf("{\"file\":\"jan/db.kp\"");
    assertEquals(
        "report-not-whole",
        refused(report.substring(0, row) + report.substring(next)).fault().code());
  }

  @Test
  void aReportThatChangesBetweenTheReadingsIsRefused() throws KeywardException {
    AtomicInteger readings = new AtomicInteger();
    ReportSide changing =
        new ReportSide(
            new SiteSource(
                SiteName.parse("x"),
                "x.json",
                () ->
                    new ByteArrayInputStream(
                        good()
                            .toString()
                            .replace("web", "we" + readings.getAndIncrement())
                            .getBytes(StandardCharsets.UTF_8))),
            count -> {});
    MalformedInputException refusal =
        assertThrows(
            MalformedInputException.class,
            () -> new AuditDiff(changing, good().side()).run(new Ignoring()));
    assertEquals("report-changed", refusal.fault().code());
  }

  @Test
  void aLabelThatIsPartOfEveryWordHidesNoFinding() throws KeywardException, IOException {
    ReportText before =
        new ReportText("jan")
            .member("a", 1)
            .row(
                new ReportText.Row("jan/web.kp", "a", List.of())
                    .with(new ReportText.Found("delegated", "warning", "a data bank")));
    ReportText after =
        new ReportText("feb")
            .member("a", 1)
            .row(
                new ReportText.Row("feb/web.kp", "a", List.of())
                    .with(new ReportText.Found("delegated", "warning", "a date bank")));
    assertEquals(
        List.of("changed feb/web.kp new:a date bank solved:a data bank"),
        KeptDiff.of(before, after).rows);
  }

  @Test
  void aChangedReportIsReadOrRefusedAndNothingElse() throws IOException {
    byte[] report = good().toString().getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      byte[] changed = report.clone();
      for (int times = 1 + random.nextInt(4); times > 0; times--) {
        changed[random.nextInt(changed.length)] = (byte) (32 + random.nextInt(95));
      }
      try {
        String text = new String(changed, StandardCharsets.UTF_8);
        new AuditDiff(ReportText.side(text), good().side()).run(new Ignoring());
      } catch (KeywardException e) {
        refused++;
        assertTrue(e.fault().where().startsWith("x.json"), e.getMessage());
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertTrue(refused > 100, refused + " refused");
  }
}
