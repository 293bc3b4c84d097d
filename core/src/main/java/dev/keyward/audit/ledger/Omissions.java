package dev.keyward.audit.ledger;

import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditCounts;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Omission;
import dev.keyward.audit.result.Standing;
import dev.keyward.protector.part.UnknownAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The checks that an audit does not make, and why. */
public final class Omissions {

  /** How many unknown algorithms are kept apart: a stranger chooses their names. */
  private static final int MOST_UNKNOWN = 100;

  private final AuditBasis basis;
  private final boolean nobodyKnown;
  private long links;
  private long special;
  private long keyless;
  private final Map<UnknownAlgorithm, Long> unknown = new TreeMap<>();
  private long furtherUnknown;

  public Omissions(AuditBasis basis, boolean nobodyKnown) {
    this.basis = basis;
    this.nobodyKnown = nobodyKnown;
  }

  /** What the audit found and did not read. */
  public void passed(long moreLinks, long moreSpecial) {
    links += moreLinks;
    special += moreSpecial;
  }

  /** Counts what a valid protector names and Keyward does not know. */
  public void unknown(AuditedProtector protector) {
    keyless += protector.isKeyless() ? 1 : 0;
    for (UnknownAlgorithm algorithm : protector.unknown()) {
      if (unknown.containsKey(algorithm) || unknown.size() < MOST_UNKNOWN) {
        unknown.merge(algorithm, 1L, Long::sum);
      } else {
        furtherUnknown++;
      }
    }
  }

  /**
   * All of them.
   *
   * @param signers how many signing keys and wrappings were too many to be compared
   * @param names how many names were too many to be compared
   */
  List<Omission> all(AuditCounts counts, long signers, long names) {
    List<Omission> all = new ArrayList<>();
    long valid = counts.of(Standing.VALID);
    long other =
        counts.of(Standing.UNCHECKED) + counts.of(Standing.INVALID) + counts.of(Standing.LISTED);
    add(all, "transport key signature", "an audit uses no private key", valid - keyless);
    unknown.forEach((algorithm, count) -> add(all, check(algorithm), algorithm.words(), count));
    add(all, "what opening needs", "more unknown algorithms", furtherUnknown);
    add(
        all,
        "rules, names, expiry and strength",
        "nothing is proved of a protector that is not valid",
        other);
    if (nobodyKnown) {
      add(all, "who owners, guardians and sealers are", "no guardian is known", valid);
    }
    if (basis.policy().isEmpty()) {
      add(all, "policy", "none was given", valid);
    }
    add(
        all,
        "trust in the guardians' certificates",
        "it is decided when a guardian is imported",
        valid);
    add(
        all,
        "whether more signatures were copied from other protectors",
        "too many keys to keep them all",
        signers);
    add(all, "whether more names look alike", "too many names to keep them all", names);
    add(all, "links to folders, or to nothing", "links are not followed out of a folder", links);
    add(all, "pipes, sockets and devices", "only files are read", special);
    return all;
  }

  private static String check(UnknownAlgorithm algorithm) {
    return algorithm.use() == UnknownAlgorithm.Use.KEY_ENCRYPTION
        ? "whether a wrapping can be opened"
        : "transport key signature";
  }

  private static void add(List<Omission> all, String check, String why, long count) {
    if (count > 0) {
      all.add(new Omission(check, why, count));
    }
  }
}
