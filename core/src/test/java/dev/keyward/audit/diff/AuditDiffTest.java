package dev.keyward.audit.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.audit.diff.DiffCounts.State;
import dev.keyward.audit.diff.ReportText.Found;
import dev.keyward.audit.diff.ReportText.Row;
import dev.keyward.finding.Severity;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which protector of one audit is which of the other, and what of it changed. */
class AuditDiffTest {

  private static final Found STRANGER = new Found("unknown-guardian", "error", "granted to hgs");

  private static ReportText jan() {
    return new ReportText("jan").member("it", 1).member("hgs", 2).member("dc", 3);
  }

  private static ReportText feb() {
    return new ReportText("feb").member("it", 1).member("hgs", 2).member("dc", 3);
  }

  private static List<String> rows(ReportText before, ReportText after)
      throws KeywardException, IOException {
    return KeptDiff.of(before, after).rows;
  }

  @Test
  void whoWasLetInAndTakenOutIsToldByKey() throws KeywardException, IOException {
    assertEquals(
        List.of("changed feb/web.kp +" + KeptDiff.key(3) + " -" + KeptDiff.key(2)),
        rows(jan().row("jan/web.kp", "it", "hgs"), feb().row("feb/web.kp", "it", "dc")));
  }

  @Test
  void aVmThatMovedToAnotherFolderIsTheSame() throws KeywardException, IOException {
    assertEquals(
        List.of("unchanged feb/b/web.xml"),
        rows(jan().row("jan/a/web.kp", "it", "hgs"), feb().row("feb/b/web.xml", "it", "hgs")));
  }

  @Test
  void twoVmsOfOneNameAreToldApartByTheirPaths() throws KeywardException, IOException {
    assertEquals(
        List.of("changed feb/a/web.kp +" + KeptDiff.key(3), "unchanged feb/b/web.kp"),
        rows(
            jan().row("jan/a/web.kp", "it", "hgs").row("jan/b/web.kp", "it", "dc"),
            feb().row("feb/a/web.kp", "it", "hgs", "dc").row("feb/b/web.kp", "it", "dc")));
  }

  @Test
  void twoVmsOfOneNameThatBothMovedAreAmbiguous() throws KeywardException, IOException {
    KeptDiff diff =
        KeptDiff.of(
            jan()
                .row(new Row("jan/a/web.kp", "it", List.of("hgs")).with(STRANGER))
                .row("jan/b/web.kp", "it", "dc"),
            feb()
                .row("feb/c/web.kp", "it", "dc")
                .row(new Row("feb/d/web.kp", "it", List.of("hgs")).with(STRANGER)));
    assertEquals(
        List.of(
            "ambiguous feb/c/web.kp",
            "ambiguous feb/d/web.kp",
            "ambiguous jan/a/web.kp",
            "ambiguous jan/b/web.kp"),
        diff.rows);
    assertEquals(1, diff.summary.counts().of(State.UNCHANGED));
    assertEquals(2, diff.summary.counts().ambiguousBefore());
  }

  @Test
  void aNewErrorOfAmbiguousVmsIsNotHidden() throws KeywardException, IOException {
    KeptDiff diff =
        KeptDiff.of(
            jan().row("jan/a/web.kp", "it", "hgs").row("jan/b/web.kp", "it", "dc"),
            feb()
                .row("feb/c/web.kp", "it", "dc")
                .row(new Row("feb/d/web.kp", "it", List.of("hgs")).with(STRANGER)));
    assertTrue(diff.summary.hasNew(Severity.ERROR));
  }

  @Test
  void anIdSaysMoreThanAName() throws KeywardException, IOException {
    assertEquals(
        List.of("new feb/web.kp", "unchanged feb/renamed.kp", "gone jan/db.kp"),
        rows(
            jan()
                .row(new Row("jan/web.kp", "it", List.of("hgs")).withId("{A}"))
                .row(new Row("jan/db.kp", "it", List.of("hgs")).withId("b")),
            feb()
                .row(new Row("feb/web.kp", "it", List.of("hgs")).withId("c"))
                .row(new Row("feb/renamed.kp", "it", List.of("hgs")).withId("a"))));
  }

  @Test
  void aVmWhoseIdOnlyOneAuditKnowsIsFoundByItsName() throws KeywardException, IOException {
    KeptDiff diff =
        KeptDiff.of(
            jan().row("jan/web.kp", "it", "hgs"),
            feb().row(new Row("feb/web.kp", "it", List.of("hgs")).withId("a")));
    assertEquals(List.of("unchanged feb/web.kp"), diff.rows);
    assertEquals(1, diff.summary.counts().matched().name());
  }

  @Test
  void aGuardianThatIsCalledOtherwiseIsTheSame() throws KeywardException, IOException {
    Found renamed = new Found("unknown-guardian", "error", "granted to branch");
    assertEquals(
        List.of("unchanged feb/web.kp"),
        rows(
            jan().row(new Row("jan/web.kp", "it", List.of("hgs")).with(STRANGER)),
            new ReportText("feb")
                .member("it", 1)
                .member("branch", 2)
                .row(new Row("feb/web.kp", "it", List.of("branch")).with(renamed))));
  }

  @Test
  void anotherKeyUnderTheSameNameIsTold() throws KeywardException, IOException {
    assertEquals(
        List.of("changed feb/web.kp " + KeptDiff.key(2) + ">" + KeptDiff.key(9)),
        rows(
            jan().row("jan/web.kp", "it", "hgs"),
            new ReportText("feb").member("it", 1).member("hgs", 9).row("feb/web.kp", "it", "hgs")));
  }

  @Test
  void aNewCertificateOverTheSameKeyIsNoChange() throws KeywardException, IOException {
    ReportText renewed =
        new ReportText("feb")
            .members(List.of(new ReportText.Member("it", 1, 0), new ReportText.Member("hgs", 2, 7)))
            .row("feb/web.kp", "it", "hgs");
    assertEquals(
        List.of("unchanged feb/web.kp"), rows(jan().row("jan/web.kp", "it", "hgs"), renewed));
  }

  @Test
  void aReportWithoutKeysIsComparedByCertificates() throws KeywardException, IOException {
    KeptDiff diff =
        KeptDiff.of(
            jan().withoutKeys().row("jan/web.kp", "it", "hgs"),
            feb().row("feb/web.kp", "it", "hgs"));
    assertEquals(List.of("unchanged feb/web.kp"), diff.rows);
    assertEquals(1, diff.summary.omissions().size());
  }

  @Test
  void aProtectorThatWasSealedAgainIsUnchangedAndCounted() throws KeywardException, IOException {
    KeptDiff diff =
        KeptDiff.of(jan().row("jan/web.kp", "it", "hgs"), feb().row("feb/web.kp", "it", "hgs"));
    assertEquals(List.of("unchanged feb/web.kp"), diff.rows);
    assertEquals(1, diff.summary.counts().sealedAgain());
    assertEquals(0, diff.summary.counts().sealedByOther());
  }

  @Test
  void anotherOwnerIsAnotherSet() throws KeywardException, IOException {
    assertEquals(
        List.of("changed feb/web.kp owner"),
        rows(jan().row("jan/web.kp", "it", "dc"), feb().row("feb/web.kp", "dc", "it")));
  }

  @Test
  void aGraverFindingIsNew() throws KeywardException, IOException {
    KeptDiff diff =
        KeptDiff.of(
            jan()
                .row(
                    new Row("jan/web.kp", "it", List.of("hgs"))
                        .with(new Found("expiring", "warning", "hgs has ended"))),
            feb()
                .row(
                    new Row("feb/web.kp", "it", List.of("hgs"))
                        .with(new Found("expiring", "error", "hgs has ended"))));
    assertTrue(diff.summary.hasNew(Severity.ERROR));
    assertEquals(1, diff.summary.counts().of(State.SOLVED));
  }

  @Test
  void theFindingsOfAProtectorThatIsGoneAreNotSolved() throws KeywardException, IOException {
    KeptDiff diff =
        KeptDiff.of(jan().row(new Row("jan/web.kp", "it", List.of("hgs")).with(STRANGER)), feb());
    assertEquals(List.of("gone jan/web.kp"), diff.rows);
    assertEquals(0, diff.summary.counts().of(State.SOLVED));
    assertEquals(1, diff.summary.counts().of(State.GONE));
    assertFalse(diff.summary.hasNew(Severity.NOTE));
  }
}
