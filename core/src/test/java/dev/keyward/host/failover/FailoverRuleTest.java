package dev.keyward.host.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.keyward.host.failover.FailoverRule.Next;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of failover, with every thing that can be seen. */
class FailoverRuleTest {

  private static final FailoverRule WITH = new FailoverRule(true);
  private static final FailoverRule WITHOUT = new FailoverRule(false);

  private static final Set<Seen> OUTAGES =
      EnumSet.of(
          Seen.NO_CONNECTION,
          Seen.CONNECTION_LOST,
          Seen.NAME_NOT_RESOLVED,
          Seen.TLS_FAILED,
          Seen.NO_ANSWER_IN_TIME,
          Seen.UNAVAILABLE,
          Seen.SERVER_ERROR,
          Seen.RETRYABLE_REPLY,
          Seen.NOT_OF_THE_PROTOCOL);

  @ParameterizedTest
  @EnumSource(Seen.class)
  void theRowsAreThoseOfTheTable(Seen seen) {
    assertEquals(OUTAGES.contains(seen), seen.isOutage());
    assertEquals(seen == Seen.ANSWERED, !seen.isOutage() && !seen.isVerdict());
    assertFalse(seen.isOutage() && seen.isVerdict());
  }

  @ParameterizedTest
  @EnumSource(Seen.class)
  void anOutageIsTriedOnceMoreThenTheFallback(Seen seen) {
    boolean outage = OUTAGES.contains(seen);
    Next end = seen == Seen.ANSWERED ? Next.DONE : Next.STOP;
    assertEquals(outage ? Next.TRY_AGAIN : end, WITH.after(Side.PRIMARY, 1, seen, true));
    assertEquals(outage ? Next.TRY_FALLBACK : end, WITH.after(Side.PRIMARY, 2, seen, true));
    assertEquals(outage ? Next.TRY_FALLBACK : end, WITH.after(Side.PRIMARY, 2, seen, false));
  }

  @ParameterizedTest
  @EnumSource(Seen.class)
  void withoutAFallbackTheSecondTryIsTheLast(Seen seen) {
    boolean outage = OUTAGES.contains(seen);
    Next end = seen == Seen.ANSWERED ? Next.DONE : Next.STOP;
    assertEquals(outage ? Next.TRY_AGAIN : end, WITHOUT.after(Side.PRIMARY, 1, seen, true));
    assertEquals(end, WITHOUT.after(Side.PRIMARY, 2, seen, true));
  }

  @ParameterizedTest
  @EnumSource(Seen.class)
  void nothingComesAfterTheFallback(Seen seen) {
    boolean outage = OUTAGES.contains(seen);
    Next end = seen == Seen.ANSWERED ? Next.DONE : Next.STOP;
    assertEquals(outage ? Next.TRY_AGAIN : end, WITH.after(Side.FALLBACK, 1, seen, true));
    assertEquals(end, WITH.after(Side.FALLBACK, 2, seen, true));
  }

  @Test
  void aSecondTryIsNotBegunWhenTheTimeIsOver() {
    assertEquals(Next.TRY_FALLBACK, WITH.after(Side.PRIMARY, 1, Seen.NO_ANSWER_IN_TIME, false));
    assertEquals(Next.STOP, WITHOUT.after(Side.PRIMARY, 1, Seen.NO_ANSWER_IN_TIME, false));
  }

  @Test
  void theNumbersOfTheStatesAreThoseOfWindows() {
    assertEquals(
        "[NotConfigured 0, Unknown 1, Passed 100, Expired 200, TransientError 300,"
            + " UnauthorizedHost 301, TpmError 302, InsecureHostConfiguration 303]",
        EnumSet.allOf(AttestationStatus.class).stream()
            .map(each -> each.windowsName() + " " + each.number())
            .toList()
            .toString());
  }
}
