package dev.keyward.fleet.availability;

import dev.keyward.fleet.topology.fact.Verdict;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a machine can be started, and how.
 *
 * @param end what the attempt comes to
 * @param cluster the service that releases the key or refuses; empty where none is reached
 * @param verdict what that service says
 * @param tries how often a service is asked
 * @param atMostSeconds how long the tries of services that cannot be reached take at most
 * @param round in which round of a cold start; 0 where there is none
 * @param host the host in local mode that starts it, or may start it; empty elsewhere
 */
public record StartOutcome(
    End end,
    Optional<String> cluster,
    Optional<Verdict> verdict,
    int tries,
    int atMostSeconds,
    int round,
    Optional<String> host) {

  /** What an attempt comes to. */
  public enum End {
    /** The primary releases the key. */
    BY_PRIMARY,
    /** The primary cannot be reached, and the fallback releases the key. */
    BY_FALLBACK,
    /** The primary is reached and refuses: no fallback, as we read Microsoft's article. */
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
    SITE_DOWN,
    /** Its host, in local mode, has a key for it. */
    BY_HOST,
    /** Its host is down or has no key for it, and another host of its site has one. */
    BY_OTHER_HOST,
    /** No host of its site that is up has a key for it. */
    NO_HOST_KEY,
    /** No host has a key for sure, and of one it is not known. */
    HOST_KEY_NOT_KNOWN;
  }

  private static final Set<End> GOOD =
      EnumSet.of(End.BY_PRIMARY, End.BY_FALLBACK, End.BY_HOST, End.BY_OTHER_HOST);

  /** Of a machine that services decide about. */
  public StartOutcome(
      End end,
      Optional<String> cluster,
      Optional<Verdict> verdict,
      int tries,
      int atMostSeconds,
      int round) {
    this(end, cluster, verdict, tries, atMostSeconds, round, Optional.empty());
  }

  public static StartOutcome of(End end) {
    return new StartOutcome(end, Optional.empty(), Optional.empty(), 0, 0, 0);
  }

  /** Of a machine that hosts in local mode decide about. */
  public static StartOutcome of(End end, String host) {
    return new StartOutcome(end, Optional.empty(), Optional.empty(), 0, 0, 0, Optional.of(host));
  }

  /** Whether the machine starts. */
  public boolean starts() {
    return GOOD.contains(end);
  }

  StartOutcome in(int coldRound) {
    return new StartOutcome(end, cluster, verdict, tries, atMostSeconds, coldRound, host);
  }

  /** Why it does not start; empty where it does. */
  public Optional<String> reason() {
    String said = cluster.orElse("") + " " + verdict.map(Verdict::words).orElse("");
    return Optional.ofNullable(
        switch (end) {
          case BY_PRIMARY, BY_FALLBACK, BY_HOST, BY_OTHER_HOST -> null;
          case REFUSED_BY_PRIMARY -> said + "; a fallback is not asked";
          case REFUSED_BY_FALLBACK -> "the fallback " + said;
          case UNREACHABLE_NO_FALLBACK -> "the primary cannot be reached";
          case UNREACHABLE_BOTH -> "neither service can be reached";
          case NOT_CONFIGURED -> "its host knows no service";
          case SITE_DOWN -> "its own site is down";
          case NO_HOST_KEY -> "no host of its site that is up has a key for it";
          case HOST_KEY_NOT_KNOWN ->
              "it is not known whether " + host.orElse("") + " has a key for it";
        });
  }

  /** One line: which service, or why not. */
  @Override
  public String toString() {
    String line = reason().map(reason -> cannot() + reason).orElseGet(this::by);
    String effort =
        atMostSeconds == 0 ? "" : " (" + tries + " tries, " + atMostSeconds + " s at most)";
    return line + effort + (round == 0 ? "" : ", round " + round);
  }

  private String cannot() {
    return end == End.HOST_KEY_NOT_KNOWN ? "may not start: " : "does not start: ";
  }

  private String by() {
    return switch (end) {
      case BY_HOST -> "starts on " + host.orElse("");
      case BY_OTHER_HOST -> "starts on " + host.orElse("") + ", another host";
      default ->
          "starts by " + cluster.orElse("") + (end == End.BY_FALLBACK ? ", its fallback" : "");
    };
  }
}
