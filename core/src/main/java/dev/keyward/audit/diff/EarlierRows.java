package dev.keyward.audit.diff;

import dev.keyward.UnsupportedFormatException;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Finding;
import dev.keyward.internal.memory.HeapShare;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rows of the earlier audit say, in 28 bytes each: guardian sets and findings repeat, so
 * each is kept once.
 */
final class EarlierRows {

  private static final int ENTRY = 512;
  private static final int STANDING_BITS = 3;
  private static final Standing[] STANDINGS = Standing.values();

  private final HeapShare room;
  private final PartyNumbers.Side side;
  private final Numbered<GuardianSet> sets = new Numbered<>();
  private final List<Content.Parties> parties = new ArrayList<>();
  private final Numbered<Optional<Party>> sealers = new Numbered<>();
  private final List<Integer> sealerNumbers = new ArrayList<>();
  private final Numbered<Content.Mark> marks = new Numbered<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Numbered<List<Integer>> lists = new Numbered<>();
  private final Blocks.Ints setOfRow = new Blocks.Ints();
  private final Blocks.Ints sealerOfRow = new Blocks.Ints();
  private final Blocks.Ints listOfRow = new Blocks.Ints();
  private final Blocks.Longs documents = new Blocks.Longs();

  /** Values by their numbers, each once. */
  private static final class Numbered<T> {
    private final Map<T, Integer> numbers = new HashMap<>();
    private final List<T> values = new ArrayList<>();

    /** How many there are, which is the number of the next new value. */
    int size() {
      return values.size();
    }

    /** The number of a value, which gets the next one if it has none. */
    int number(T value) {
      Integer known = numbers.putIfAbsent(value, size());
      if (known != null) {
        return known;
      }
      values.add(value);
      return size() - 1;
    }

    T at(int number) {
      return values.get(number);
    }
  }

  EarlierRows(HeapShare room, PartyNumbers.Side side) {
    this.room = room;
    this.side = side;
  }

  void add(AuditedProtector row) throws UnsupportedFormatException {
    Content content = Content.of(row, side);
    int set = sets.number(row.set());
    if (set == parties.size()) {
      take(ENTRY * (2L + row.set().guardians().size()));
      parties.add(content.parties());
    }
    int sealer = sealers.number(row.sealer());
    if (sealer == sealerNumbers.size()) {
      take(ENTRY);
      sealerNumbers.add(content.sealer());
    }
    List<Integer> list = new ArrayList<>();
    for (Finding finding : row.findings()) {
      int mark = marks.number(Content.Mark.of(row, finding, side));
      if (mark == findings.size()) {
        take(ENTRY + 4L * finding.found().length());
        findings.add(finding);
      }
      list.add(mark);
    }
    int next = lists.size();
    int marksOfRow = lists.number(List.copyOf(list));
    if (marksOfRow == next) {
      take(ENTRY + 32L * list.size());
    }
    setOfRow.add(set);
    sealerOfRow.add(sealer);
    listOfRow.add(marksOfRow << STANDING_BITS | row.standing().ordinal());
    documents.add(content.document().first());
    documents.add(content.document().second());
  }

  private void take(long bytes) throws UnsupportedFormatException {
    if (!room.take(bytes)) {
      throw PartyNumbers.tooLarge("different findings and guardian sets");
    }
  }

  Content content(int row) {
    return new Content(
        standing(row),
        parties.get(setOfRow.get(row)),
        sealerNumbers.get(sealerOfRow.get(row)),
        new Content.Document(documents.get(2 * row), documents.get(2 * row + 1)));
  }

  ProtectorChange.Before before(int row) {
    return new ProtectorChange.Before(
        standing(row), sets.at(setOfRow.get(row)), sealers.at(sealerOfRow.get(row)));
  }

  /** The marks of a row's findings, by number. */
  List<Integer> marks(int row) {
    return lists.at(listOfRow.get(row) >>> STANDING_BITS);
  }

  /** The number of a mark; empty where no row has it. */
  Optional<Integer> number(Content.Mark mark) {
    return Optional.ofNullable(marks.numbers.get(mark));
  }

  /** The finding with this mark, as the first row has it. */
  Finding finding(int mark) {
    return findings.get(mark);
  }

  private Standing standing(int row) {
    return STANDINGS[listOfRow.get(row) & ((1 << STANDING_BITS) - 1)];
  }
}
