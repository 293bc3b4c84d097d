package dev.keyward.audit;

import java.util.ArrayList;
import java.util.List;

/** The checks that an audit does not make, and why. */
final class Omissions {

  private final AuditBasis basis;
  private final boolean nobodyKnown;
  private long links;
  private long special;

  Omissions(AuditBasis basis, boolean nobodyKnown) {
    this.basis = basis;
    this.nobodyKnown = nobodyKnown;
  }

  /** What was come across and not read. */
  void passed(long moreLinks, long moreSpecial) {
    links += moreLinks;
    special += moreSpecial;
  }

  List<Omission> all(AuditCounts counts) {
    List<Omission> all = new ArrayList<>();
    long valid = counts.of(Standing.VALID);
    long other =
        counts.of(Standing.UNCHECKED) + counts.of(Standing.INVALID) + counts.of(Standing.LISTED);
    add(all, "transport key signature", "an audit uses no private key", valid);
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
    add(all, "links to folders, or to nothing", "links are not followed out of a folder", links);
    add(all, "pipes, sockets and devices", "only files are read", special);
    return all;
  }

  private static void add(List<Omission> all, String check, String why, long count) {
    if (count > 0) {
      all.add(new Omission(check, why, count));
    }
  }
}
