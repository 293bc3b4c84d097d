package dev.keyward.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import dev.keyward.internal.memory.HeapShare;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an audit keeps of protectors that are all different, as a stranger makes them. */
class AuditLedgerTest {

  private static final int FILES = 500;

  private static final AuditReceiver NOBODY =
      new AuditReceiver() {
        @Override
        public void protector(AuditedProtector protector) {}

        @Override
        public void finish(AuditSummary summary) {}
      };

  private static AuditSummary summaryOf(long bytes) throws IOException {
    AuditLedger ledger = new AuditLedger(NOBODY, HeapShare.ofBytes(bytes));
    for (int i = 0; i < FILES; i++) {
      Party owner = new Party("owner " + i, Optional.empty(), Optional.empty());
      Finding finding =
          new Finding(
              AuditFindingCode.values()[0],
              Severity.WARNING,
              "owned by " + owner.label(),
              new Finding.Remedy("look at it", Optional.empty()));
      ledger.add(
          new Examined(
              new AuditedProtector(
                  new Place("file " + i, OptionalInt.empty(), "vm " + i),
                  Standing.VALID,
                  new GuardianSet(Optional.of(owner), List.of()),
                  Optional.of(owner),
                  List.of(finding),
                  Optional.empty()),
              List.of(),
              Set.of("urn:algorithm:" + i),
              Optional.empty()));
    }
    AuditBasis basis = new AuditBasis(Instant.EPOCH, Duration.ZERO, Optional.empty(), List.of());
    return ledger.summary(basis, List.of(), new Omissions(basis, true), List.of());
  }

  @Test
  void keepsEverythingApartWhereThereIsRoom() throws IOException {
    AuditSummary summary = summaryOf(10 << 20);
    assertEquals(FILES, summary.sets().size());
    assertEquals(FILES, summary.findings().size());
    assertEquals(FILES, summary.algorithms().size());
    assertEquals(0, summary.unlisted());
  }

  @Test
  void countsOnlyWhereThereIsNone() throws IOException {
    AuditSummary summary = summaryOf(100 << 10);
    assertEquals(FILES, summary.counts().protectors());
    assertTrue(summary.sets().size() < FILES / 2, () -> summary.sets().size() + " sets");
    assertTrue(summary.sets().size() > 10, () -> summary.sets().size() + " sets");
    assertEquals(FILES, summary.findings().size() + summary.unlisted());
  }

  @Test
  void findingsStandBySeverityAndThenByHowManyProtectorsTheyTouch() throws IOException {
    AuditLedger ledger = new AuditLedger(NOBODY, HeapShare.ofBytes(10 << 20));
    add(ledger, Severity.NOTE, "five notes", 5);
    add(ledger, Severity.WARNING, "two warnings", 2);
    add(ledger, Severity.ERROR, "one error", 1);
    add(ledger, Severity.WARNING, "four warnings", 4);
    add(ledger, Severity.ERROR, "three errors", 3);
    AuditBasis basis = new AuditBasis(Instant.EPOCH, Duration.ZERO, Optional.empty(), List.of());
    AuditSummary summary = ledger.summary(basis, List.of(), new Omissions(basis, true), List.of());
    assertEquals(
        List.of("three errors", "one error", "four warnings", "two warnings", "five notes"),
        summary.findings().stream().map(found -> found.finding().found()).toList());
  }

  private static void add(AuditLedger ledger, Severity severity, String found, int protectors)
      throws IOException {
    Finding finding =
        new Finding(
            AuditFindingCode.values()[protectors],
            severity,
            found,
            new Finding.Remedy("look at it", Optional.empty()));
    for (int i = 0; i < protectors; i++) {
      ledger.add(
          new Examined(
              new AuditedProtector(
                  new Place(found + i, OptionalInt.empty(), found + i),
                  Standing.VALID,
                  GuardianSet.NOBODY,
                  Optional.empty(),
                  List.of(finding),
                  Optional.empty()),
              List.of(),
              Set.of(),
              Optional.empty()));
    }
  }
}
