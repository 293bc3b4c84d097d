package dev.keyward.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.finding.Place;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.memory.HeapShare;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Labels of strangers, each a key's own in one report. */
class PrintsSeenTest {

  private static final String SHARED = "a79d2789e81d";
  private static final Party FIRST = stranger(SHARED + "0".repeat(52), 12);
  private static final Party SECOND = stranger(SHARED + "1".repeat(52), 12);

  private final PrintsSeen prints = new PrintsSeen(HeapShare.ofBytes(10_000));

  private static Party stranger(String print, int digits) {
    String label = "unknown: vendor [" + print.substring(0, digits) + "]";
    return new Party(label, Optional.empty(), Thumbprint.find(print));
  }

  private static Examined protector(Party... guardians) {
    return Examined.bare(
        new AuditedProtector(
            new Place("app.xml", OptionalInt.empty(), "app"),
            Standing.VALID,
            new GuardianSet(Optional.empty(), List.of(guardians)),
            Optional.empty(),
            List.of(
                Finding.of(
                    AuditFindingCode.UNKNOWN_GUARDIAN,
                    "granted to " + guardians[0].label(),
                    Remedy.by(
                        "revoke what " + guardians[0].label() + " let in",
                        "protector revoke FILE --thumbprint "
                            + guardians[0].signing().orElseThrow()
                            + " --in-place"))),
            Optional.empty()));
  }

  private String label(Party party) {
    return prints.distinct(protector(party)).result().set().guardians().get(0).label();
  }

  @Test
  void theSecondKeyWithTheSameDigitsGetsMore() {
    assertEquals("unknown: vendor [a79d2789e81d]", label(FIRST));
    assertEquals("unknown: vendor [a79d2789e81d111111111111]", label(SECOND));
    assertEquals("unknown: vendor [a79d2789e81d]", label(FIRST));
  }

  @Test
  void findingsSayTheLongerLabelAndKeepTheirCommand() {
    label(FIRST);
    Examined before = protector(SECOND);
    Finding after = prints.distinct(before).result().findings().get(0);
    assertEquals("granted to unknown: vendor [a79d2789e81d111111111111]", after.found());
    assertEquals(
        "revoke what unknown: vendor [a79d2789e81d111111111111] let in", after.remedy().text());
    assertEquals(before.result().findings().get(0).remedy().command(), after.remedy().command());
  }

  @Test
  void oneKeyHasOneLabelAlsoWhereOneProtectorToldItApart() {
    Party apart = stranger(FIRST.signing().orElseThrow().toString(), 24);
    assertEquals("unknown: vendor [a79d2789e81d]", label(FIRST));
    assertEquals("unknown: vendor [a79d2789e81d]", label(apart));
  }

  @Test
  void whatIsWrittenAtTheEndHasMoreDigitsOfBoth() {
    label(FIRST);
    label(SECOND);
    assertEquals(Map.of("[a79d2789e81d]", "[a79d2789e81d000000000000]"), prints.longer());
  }

  @Test
  void labelsHaveTheWholeThumbprintWhereThereIsNoRoom() {
    PrintsSeen none = new PrintsSeen(HeapShare.ofBytes(0));
    Party party = none.distinct(protector(FIRST)).result().set().guardians().get(0);
    assertEquals("unknown: vendor [" + FIRST.signing().orElseThrow() + "]", party.label());
  }

  @Test
  void whoIsKnownKeepsTheName() {
    Party known = new Party("hgs [a79d2789e81d]", Optional.of("hgs"), FIRST.signing());
    label(SECOND);
    Examined protector = protector(known);
    assertSame(protector, prints.distinct(protector));
  }
}
