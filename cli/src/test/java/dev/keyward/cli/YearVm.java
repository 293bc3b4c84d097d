package dev.keyward.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * A VM of {@link YearOfAuditsTest}: what was done with it, from which the test knows what an audit
 * has to say.
 *
 * @param folder where its file lies
 * @param owner who owns it
 * @param guardians who else can open it
 * @param sealer who sealed it
 * @param document the number of its document: another one was sealed since
 */
record YearVm(String folder, String owner, Set<String> guardians, String sealer, int document) {

  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  static final String SHORT = "hgs-3";
  static final int DAYS_OF_SHORT = 200;
  private static final Instant END = BEGIN.plus(Duration.ofDays(DAYS_OF_SHORT));
  private static final Instant WARNING = END.minus(Duration.ofDays(90));

  /** A finding and the guardian that it is about; empty where it is about none. */
  record Found(String code, String about) implements Comparable<Found> {

    boolean isError() {
      return code.equals("expired");
    }

    @Override
    public int compareTo(Found other) {
      return toString().compareTo(other.toString());
    }
  }

  /** Whether the certificates of the guardian with the short life have not ended. */
  static boolean isShortCurrent(Instant time) {
    return time.isBefore(END);
  }

  /** The findings that an audit makes at this time, accepted or not. */
  Set<Found> findings(Instant time) {
    Set<Found> found = new TreeSet<>();
    if (guardians.isEmpty()) {
      found.add(new Found("owner-only", ""));
    }
    if (guardians.contains(SHORT) && !isShortCurrent(time)) {
      found.add(new Found("expired", SHORT));
    } else if (guardians.contains(SHORT) && !time.isBefore(WARNING)) {
      found.add(new Found("expiring", SHORT));
    }
    if (!sealer.equals(owner)) {
      found.add(new Found("not-sealed-by-owner", sealer));
    }
    return found;
  }

  /** With other guardians, sealed by the owner. */
  YearVm with(Collection<String> others) {
    return new YearVm(folder, owner, new TreeSet<>(others), owner, document + 1);
  }

  /** Made again for the same guardians. */
  YearVm madeAgain() {
    return with(guardians);
  }

  YearVm rolledBy(String service) {
    return new YearVm(folder, owner, guardians, service, document + 1);
  }

  YearVm in(String other) {
    return new YearVm(other, owner, guardians, sealer, document);
  }
}
