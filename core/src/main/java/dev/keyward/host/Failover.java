package dev.keyward.host;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.ServiceRefusedException;
import dev.keyward.ServiceUnreachableException;
import dev.keyward.host.FailoverRule.Next;
import dev.keyward.host.HostTiming.Deadline;
import java.io.IOException;
import java.time.Duration;

/**
 * Walks from try to try as {@link FailoverRule} says. What a try does is the caller's: attestation
 * and key protection together, so that they go to the fallback as a pair.
 *
 * <p>The limit bounds all tries of one service together: the first try has half of it, the second
 * what is left then.
 */
final class Failover {

  /** The rest before a second try, so that a moment's trouble can pass. */
  static final Duration REST = Duration.ofMillis(250);

  private final HostConfiguration configuration;
  private final HostTiming timing;
  private final DecisionListener listener;

  Failover(HostConfiguration configuration, HostTiming timing, DecisionListener listener) {
    this.configuration = configuration;
    this.timing = timing;
    this.listener = listener;
  }

  /**
   * One try.
   *
   * @param side which service
   * @param server where it is
   * @param number which try of it
   * @param deadline when it is over
   */
  record Try(Side side, HgsServer server, int number, Deadline deadline) {}

  /** Does what a try is for. */
  interface Attempt<T> {
    T on(Try one) throws TryFailure, KeywardException, IOException;
  }

  /**
   * Begins with the primary and may go to the fallback.
   *
   * @throws ServiceRefusedException code {@code refused}: a service has said no
   * @throws ServiceUnreachableException code {@code unreachable}: none could be reached
   */
  <T> T run(Attempt<T> attempt) throws KeywardException, IOException {
    return run(Side.PRIMARY, new FailoverRule(configuration.fallback().isPresent()), attempt);
  }

  /** Asks this service only. */
  <T> T only(Side side, Attempt<T> attempt) throws KeywardException, IOException {
    return run(side, new FailoverRule(false), attempt);
  }

  private <T> T run(Side first, FailoverRule rule, Attempt<T> attempt)
      throws KeywardException, IOException {
    Side side = first;
    Deadline limit = timing.in(configuration.failoverLimit());
    int number = 1;
    while (true) {
      HgsServer server = configuration.server(side).orElseThrow();
      Deadline deadline = number < FailoverRule.TRIES ? limit.half() : limit;
      TryFailure failure;
      try {
        T value = attempt.on(new Try(side, server, number, deadline));
        listener.decided(
            new Decision(side, number, Decision.Step.KEY_PROTECTION, Seen.ANSWERED, "", Next.DONE));
        return value;
      } catch (TryFailure e) {
        failure = e;
      }
      Next next = rule.after(side, number, failure.seen(), !limit.isOver());
      listener.decided(
          new Decision(side, number, failure.step(), failure.seen(), failure.detail(), next));
      switch (next) {
        case TRY_AGAIN -> {
          number++;
          timing.pause().rest(shorter(REST, limit.left().dividedBy(2)));
        }
        case TRY_FALLBACK -> {
          side = Side.FALLBACK;
          number = 1;
          limit = timing.in(configuration.failoverLimit());
        }
        default -> throw error(side, server, failure);
      }
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static KeywardException error(Side side, HgsServer server, TryFailure failure) {
    String where = side.code() + " " + server.address().url(failure.step());
    String detail = failure.detail().isEmpty() ? "" : " (" + failure.detail() + ")";
    String found = failure.step().words() + ": " + failure.seen().words() + detail;
    String advice = Advice.on(failure.seen());
    if (failure.seen().isOutage()) {
      return new ServiceUnreachableException(
          Fault.of("unreachable", where, found, "a Host Guardian Service").withHint(advice),
          failure);
    }
    return new ServiceRefusedException(
        Fault.of(failure.seen().code(), where, found, "").withHint(advice), failure);
  }
}
