package dev.keyward.fleet.availability;

import dev.keyward.fleet.topology.fact.Verdict;
import java.util.Optional;

/**
 * Whether a machine can be started, and how.
 *
 * @param end what the attempt comes to
 * @param cluster the service that releases the key or refuses; empty where none is reached
 * @param verdict what that service says
 * @param tries how often a service is asked
 * @param atMostSeconds how long the tries of services that cannot be reached take at most
 * @param round in which round of a cold start; 0 where there is none
 */
public record StartOutcome(
    End end,
    Optional<String> cluster,
    Optional<Verdict> verdict,
    int tries,
    int atMostSeconds,
    int round) {

  /** What an attempt comes to. */
  public enum End {
    /** The primary releases the key. */
    BY_PRIMARY,
    /** The primary cannot be reached, and the fallback releases the key. */
    BY_FALLBACK,
    /** The primary is reached and refuses: no fallback, as we read the article. */
    REFUSED_BY_PRIMARY,
    /** The primary cannot be reached, and the fallback refuses. */
    REFUSED_BY_FALLBACK,
    /** The primary cannot be reached, and there is no fallback to ask. */
    UNREACHABLE_NO_FALLBACK,
    /** Neither can be reached. */
    UNREACHABLE_BOTH,
    /** The host knows no service. */
    NOT_CONFIGURED,
    /** The machine's own site is down. */
    SITE_DOWN;
  }

  public static StartOutcome of(End end) {
    return new StartOutcome(end, Optional.empty(), Optional.empty(), 0, 0, 0);
  }

  /** Whether the machine starts. */
  public boolean starts() {
    return end == End.BY_PRIMARY || end == End.BY_FALLBACK;
  }

  StartOutcome in(int coldRound) {
    return new StartOutcome(end, cluster, verdict, tries, atMostSeconds, coldRound);
  }

  /** Why it does not start; empty where it does. */
  public Optional<String> reason() {
    String said = cluster.orElse("") + " " + verdict.map(Verdict::words).orElse("");
    return Optional.ofNullable(
        switch (end) {
          case BY_PRIMARY, BY_FALLBACK -> null;
          case REFUSED_BY_PRIMARY -> said + "; a fallback is not asked";
          case REFUSED_BY_FALLBACK -> "the fallback " + said;
          case UNREACHABLE_NO_FALLBACK -> "the primary cannot be reached";
          case UNREACHABLE_BOTH -> "neither service can be reached";
          case NOT_CONFIGURED -> "its host knows no service";
          case SITE_DOWN -> "its own site is down";
        });
  }

  /** One line: which service, or why not. */
  @Override
  public String toString() {
    String fallback = end == End.BY_FALLBACK ? ", its fallback" : "";
    String line =
        reason()
            .map(reason -> "does not start: " + reason)
            .orElseGet(() -> "starts by " + cluster.orElse("") + fallback);
    String effort =
        atMostSeconds == 0 ? "" : " (" + tries + " tries, " + atMostSeconds + " s at most)";
    return line + effort + (round == 0 ? "" : ", round " + round);
  }
}
