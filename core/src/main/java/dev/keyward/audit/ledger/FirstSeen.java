package dev.keyward.audit.ledger;

import dev.keyward.audit.judge.Traces;
import dev.keyward.finding.Place;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Remembers for millions of protectors which VM had their traces first: a mark in a {@link
 * MarkTable} takes at most 17 bytes, and once the VM, see {@link SeenPlaces}. A protector with two
 * marks and a name of 20 characters costs at most 62 bytes, with an id 70. Marks are 64 bits of
 * digests: two among ten million are alike by chance once in 400,000 audits.
 */
final class FirstSeen {

  private final SeenPlaces seen;
  private final MarkTable table = new MarkTable();

  FirstSeen(SeenPlaces seen) {
    this.seen = seen;
  }

  /**
   * Who had it first.
   *
   * @param vm the VM
   * @param document whether it was the same document
   * @param sameName whether the names are alike, so that both may be one VM
   */
  record First(String vm, boolean document, boolean sameName) {}

  /**
   * Notes the traces of a VM's protector; what comes back is another VM, or another file of that
   * name, that had them before.
   */
  Optional<First> note(Traces traces, SeenPlaces.Here here) {
    Optional<First> first = Optional.empty();
    List<Long> marks =
        traces.second().map(mark -> List.of(traces.first(), mark)).orElse(List.of(traces.first()));
    for (long mark : marks) {
      OptionalInt before = table.find(mark);
      if (before.isEmpty()) {
        table.put(mark, here.at());
      } else if (!here.isAt(before.getAsInt())) {
        // Both marks of one protector may be the same.
        int place = before.getAsInt();
        first = first.or(() -> another(place, traces, here.place()));
      }
    }
    return first;
  }

  private Optional<First> another(int number, Traces traces, Place place) {
    SeenPlaces.Seen before = seen.at(number);
    SeenPlaces.Likeness likeness = before.likenessTo(place);
    return likeness == SeenPlaces.Likeness.SAME_VM
        ? Optional.empty()
        : Optional.of(
            new First(
                before.vm(),
                before.document() == traces.document(),
                likeness == SeenPlaces.Likeness.SAME_NAME));
  }

  /** How many bytes all that takes. */
  long bytes() {
    return table.bytes() + seen.bytes();
  }
}
