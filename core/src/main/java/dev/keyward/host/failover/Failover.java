package dev.keyward.host.failover;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.ServiceRefusedException;
import dev.keyward.ServiceUnreachableException;
import dev.keyward.host.failover.Decision.Step;
import dev.keyward.host.failover.FailoverRule.Next;
import dev.keyward.host.failover.HostTiming.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Walks from try to try as {@link FailoverRule} says. What a try does is the caller's: attestation
 * and key protection together, so that they go to the fallback as a pair.
 *
 * <p>The limit bounds all tries of one service together: the first try has half of it, the second
 * the remaining time. If a service is full and says how long to wait, the host waits for that time
 * plus a random part of it, and asks again, until the limit is reached.
 */
public final class Failover {

  /** The rest before a second try, so that a moment's trouble can pass. */
  static final Duration REST = Duration.ofMillis(250);

  private final HostConfiguration configuration;
  private final HostTiming timing;
  private final DecisionListener listener;

  public Failover(HostConfiguration configuration, HostTiming timing, DecisionListener listener) {
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
   * @param limit when the time for this service is over
   */
  public record Try(Side side, HgsServer server, int number, Deadline deadline, Deadline limit) {}

  /** Does what a try is for. */
  public interface Attempt<T> {
    T on(Try one) throws TryFailure, KeywardException, IOException;
  }

  /**
   * Begins with the primary and may go to the fallback.
   *
   * @throws ServiceRefusedException code {@code refused}: a service has said no
   * @throws ServiceUnreachableException code {@code unreachable}: none could be reached
   */
  public <T> T run(Attempt<T> attempt) throws KeywardException, IOException {
    return run(Side.PRIMARY, new FailoverRule(configuration.fallback().isPresent()), attempt);
  }

  /** Asks this service only. */
  public <T> T only(Side side, Attempt<T> attempt) throws KeywardException, IOException {
    return run(side, new FailoverRule(false), attempt);
  }

  private <T> T run(Side first, FailoverRule rule, Attempt<T> attempt)
      throws KeywardException, IOException {
    Try one = firstTryOf(first);
    while (true) {
      TryFailure failure;
      try {
        T value = attempt.on(one);
        listener.decided(
            new Decision(
                one.side(), one.number(), Step.KEY_PROTECTION, Seen.ANSWERED, "", Next.DONE));
        return value;
      } catch (TryFailure e) {
        failure = e;
      }
      Optional<Duration> wait = wait(one, failure);
      Next next = wait.isPresent() ? Next.TRY_AGAIN : next(rule, one, failure);
      listener.decided(
          new Decision(
              one.side(), one.number(), failure.step(), failure.seen(), failure.detail(), next));
      switch (next) {
        case TRY_AGAIN -> one = wait.isPresent() ? sameTry(one, wait.get()) : secondTryAfter(one);
        case TRY_FALLBACK -> one = firstTryOf(Side.FALLBACK);
        default -> throw error(one, failure);
      }
    }
  }

  /** How long to wait for a service that asks for that, if the limit allows it. */
  private Optional<Duration> wait(Try one, TryFailure failure) {
    return failure
        .retryAfter()
        .map(time -> timing.spread(time.compareTo(REST) < 0 ? REST : time))
        .filter(time -> time.compareTo(one.limit().left()) < 0);
  }

  /** A service that asks for more time than there is does not get a second try. */
  private static Next next(FailoverRule rule, Try one, TryFailure failure) {
    int number = failure.retryAfter().isPresent() ? FailoverRule.TRIES : one.number();
    return rule.after(one.side(), number, failure.seen(), !one.limit().isOver());
  }

  /** The same try again, because the service was there and asked to wait. */
  private Try sameTry(Try one, Duration wait) throws IOException {
    timing.pause().rest(wait);
    return new Try(one.side(), one.server(), one.number(), one.limit(), one.limit());
  }

  private Try firstTryOf(Side side) {
    HgsServer server = configuration.server(side).orElseThrow();
    Deadline limit = timing.in(configuration.failoverLimit());
    return new Try(side, server, 1, limit.half(), limit);
  }

  private Try secondTryAfter(Try one) throws IOException {
    timing.pause().rest(shorter(REST, one.limit().left().dividedBy(2)));
    return new Try(one.side(), one.server(), one.number() + 1, one.limit(), one.limit());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static KeywardException error(Try one, TryFailure failure) {
    String where = one.side().code() + " " + one.server().address().url(failure.step());
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
