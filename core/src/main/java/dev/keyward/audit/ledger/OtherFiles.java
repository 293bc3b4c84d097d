package dev.keyward.audit.ledger;

import dev.keyward.audit.result.OtherCount;
import dev.keyward.audit.result.OtherKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts the files that are no protectors, and keeps the first names of each kind. */
final class OtherFiles {

  private static final int LONGEST = 1024;

  private final Map<OtherKind, Tally> kinds = new EnumMap<>(OtherKind.class);

  private static final class Tally {
    private final List<String> first = new ArrayList<>(1);
    private long count;
  }

  void add(OtherKind kind, String file) {
    Tally tally = kinds.computeIfAbsent(kind, unused -> new Tally());
    tally.count++;
    if (tally.first.size() < OtherCount.MOST_LISTED) {
      tally.first.add(file.length() <= LONGEST ? file : file.substring(0, LONGEST));
    }
  }

  /** All of them, in the order of the kinds. */
  List<OtherCount> counts() {
    return kinds.entrySet().stream()
        .map(each -> new OtherCount(each.getKey(), each.getValue().count, each.getValue().first))
        .toList();
  }
}
