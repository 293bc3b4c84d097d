package dev.keyward.host.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.ServiceRefusedException;
import dev.keyward.ServiceUnreachableException;
import dev.keyward.host.FakeTime;
import dev.keyward.host.failover.FailoverRule.Next;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tries one after the other, with a clock that only waiting moves. */
class FailoverTest {

  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final FakeTime time = new FakeTime();
  private final List<Decision> decisions = new ArrayList<>();
  private final Deque<Seen> script = new ArrayDeque<>();
  private final List<String> tried = new ArrayList<>();
  private Duration takes = Duration.ZERO;
  private Optional<Duration> retryAfter = Optional.empty();

  private static HostConfiguration configuration(boolean fallback) throws KeywardException {
    HgsServer branch = new HgsServer(HgsAddress.parse("http://branch"), Optional.empty());
    HgsServer datacenter = new HgsServer(HgsAddress.parse("http://datacenter"), Optional.empty());
    return new HostConfiguration(
        branch, fallback ? Optional.of(datacenter) : Optional.empty(), List.of(), LIMIT);
  }

  private String run(boolean fallback, Seen... seen) throws Exception {
    script.addAll(List.of(seen));
    return new Failover(configuration(fallback), time.timing(), decisions::add).run(this::attempt);
  }

  /** Takes as long as it may, or as the test says. */
  private String attempt(Failover.Try one) throws TryFailure {
    tried.add(one.side().code() + " " + one.number());
    Duration left = one.deadline().left();
    time.pass(takes.compareTo(left) < 0 ? takes : left);
    Seen seen = script.remove();
    if (seen == Seen.ANSWERED) {
      return one.side().code();
    }
    throw new TryFailure(Decision.Step.ATTESTATION, seen, "", null).againAfter(retryAfter);
  }

  private List<Next> next() {
    return decisions.stream().map(Decision::next).toList();
  }

  @Test
  void aPrimaryThatAnswersIsAllThatIsAsked() throws Exception {
    assertEquals("primary", run(true, Seen.ANSWERED));
    assertEquals(List.of("primary 1"), tried);
    assertEquals(List.of(Next.DONE), next());
  }

  @Test
  void aSecondTryCanHelp() throws Exception {
    assertEquals("primary", run(true, Seen.CONNECTION_LOST, Seen.ANSWERED));
    assertEquals(List.of("primary 1", "primary 2"), tried);
    assertEquals(List.of(Next.TRY_AGAIN, Next.DONE), next());
    assertEquals(List.of(Failover.REST), time.rests);
  }

  @Test
  void aServiceThatAsksToWaitIsAskedAgainAsOftenAsTheLimitAllows() throws Exception {
    retryAfter = Optional.of(Duration.ofSeconds(2));
    Seen busy = Seen.UNAVAILABLE;
    assertEquals("primary", run(true, busy, busy, busy, Seen.ANSWERED));
    assertEquals(List.of(Next.TRY_AGAIN, Next.TRY_AGAIN, Next.TRY_AGAIN, Next.DONE), next());
    Duration wait = Duration.ofSeconds(3);
    assertEquals(List.of(wait, wait, wait), time.rests);
  }

  @Test
  void theFallbackFollowsWhenTheLimitIsTooShortForAnotherWait() throws Exception {
    retryAfter = Optional.of(Duration.ofSeconds(50));
    Seen busy = Seen.UNAVAILABLE;
    assertEquals("fallback", run(true, busy, busy, Seen.ANSWERED));
    assertEquals(List.of(Next.TRY_AGAIN, Next.TRY_FALLBACK, Next.DONE), next());
  }

  @Test
  void aServiceThatAsksForNoTimeIsNotAskedWithoutARest() throws Exception {
    retryAfter = Optional.of(Duration.ZERO);
    assertEquals("primary", run(true, Seen.UNAVAILABLE, Seen.ANSWERED));
    assertEquals(List.of(Failover.REST.multipliedBy(3).dividedBy(2)), time.rests);
  }

  @Test
  void theFallbackFollowsTwoTriesOfThePrimary() throws Exception {
    assertEquals("fallback", run(true, Seen.NO_CONNECTION, Seen.NO_CONNECTION, Seen.ANSWERED));
    assertEquals(List.of("primary 1", "primary 2", "fallback 1"), tried);
    assertEquals(List.of(Next.TRY_AGAIN, Next.TRY_FALLBACK, Next.DONE), next());
  }

  @Test
  void aVerdictOnTheSecondTryIsTheLastWord() {
    ServiceRefusedException e =
        assertThrows(
            ServiceRefusedException.class,
            () -> run(true, Seen.NO_ANSWER_IN_TIME, Seen.UNAUTHORIZED));
    assertEquals("unauthorized", e.fault().code());
    assertEquals(List.of("primary 1", "primary 2"), tried);
    assertTrue(decisions.get(1).toString().endsWith("; no fallback"), decisions.toString());
  }

  @Test
  void nobodyReachableEndsAfterFourTries() {
    assertThrows(
        ServiceUnreachableException.class,
        () ->
            run(true, Seen.NO_CONNECTION, Seen.NO_CONNECTION, Seen.UNAVAILABLE, Seen.SERVER_ERROR));
    assertEquals(List.of(Next.TRY_AGAIN, Next.TRY_FALLBACK, Next.TRY_AGAIN, Next.STOP), next());
  }

  @Test
  void theLimitBoundsBothTriesTogether() throws Exception {
    takes = Duration.ofHours(1);
    script.clear();
    assertThrows(
        ServiceUnreachableException.class,
        () -> run(false, Seen.NO_ANSWER_IN_TIME, Seen.NO_ANSWER_IN_TIME));
    assertEquals(LIMIT, time.since());
    assertEquals(List.of("primary 1", "primary 2"), tried);
  }

  @Test
  void aFirstTryThatFailsAtOnceLeavesTheWholeLimitToTheSecond() throws Exception {
    run(true, Seen.NO_CONNECTION, Seen.NO_CONNECTION, Seen.ANSWERED);
    takes = Duration.ofHours(1);
    time.rests.clear();
    Duration before = time.since();
    assertThrows(
        ServiceUnreachableException.class,
        () -> run(false, Seen.NO_ANSWER_IN_TIME, Seen.NO_ANSWER_IN_TIME));
    assertEquals(LIMIT, time.since().minus(before));
  }

  @Test
  void thePrimaryIsFirstAgainRightAfterTheFallback() throws Exception {
    run(true, Seen.NO_CONNECTION, Seen.NO_CONNECTION, Seen.ANSWERED);
    tried.clear();
    assertEquals("primary", run(true, Seen.ANSWERED));
    assertEquals(List.of("primary 1"), tried);
  }

  @Test
  void oneSideAloneNeverLeadsToTheOther() throws Exception {
    Failover failover = new Failover(configuration(true), time.timing(), decisions::add);
    for (Side side : Side.values()) {
      script.addAll(List.of(Seen.NO_CONNECTION, Seen.NO_CONNECTION));
      assertThrows(ServiceUnreachableException.class, () -> failover.only(side, this::attempt));
    }
    assertEquals(List.of("primary 1", "primary 2", "fallback 1", "fallback 2"), tried);
  }

  @Test
  void theServicesWordsCannotForgeALine() {
    TryFailure failure =
        new TryFailure(
            Decision.Step.ATTESTATION,
            Seen.UNAUTHORIZED,
            "no\nkeyward: done" + "x".repeat(999),
            null);
    assertTrue(failure.detail().startsWith("no<U+000A>keyward: done"));
    assertTrue(failure.detail().endsWith("x..."));
    assertEquals(207, failure.detail().length());
  }
}
