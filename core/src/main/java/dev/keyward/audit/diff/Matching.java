package dev.keyward.audit.diff;

import dev.keyward.audit.diff.Blocks.Ints;
import java.util.function.ToLongFunction;

/**
 * Finds the rows of two audits that are one VM's: by its id, else by its name, else by its path.
 * What has one mark several times is looked for by the next one. What is left and has a VM of its
 * id or name on the other side, too, is ambiguous: nobody can tell which is which.
 */
final class Matching {

  /** The VM is in one audit only. */
  static final int ALONE = -1;

  private static final int FIRST_GROUP = -2;

  private final Ints ofBefore;
  private final Ints ofAfter;
  private final long[] found = new long[By.values().length];

  /** By what a VM was found. */
  enum By {
    ID,
    NAME,
    PATH
  }

  /** A row of one audit. */
  private record Row(VmRows rows, int number) {
    boolean hasId() {
      return rows.hasId(number);
    }
  }

  /** What is compared, and whether it has the id in it. */
  private record Mark(By by, boolean withId, ToLongFunction<Row> of) {

    static Mark withId(By by, ToLongFunction<Row> of) {
      return new Mark(by, true, of);
    }

    static Mark plain(By by, ToLongFunction<Row> of) {
      return new Mark(by, false, of);
    }

    boolean appliesTo(Row row) {
      return !withId || row.hasId();
    }

    int kind(Row row) {
      return withId || !row.hasId() ? MarkGroups.PLAIN : MarkGroups.WITH_ID;
    }
  }

  private static final Mark ID = Mark.withId(By.ID, row -> row.rows().id(row.number()));
  private static final Mark NAME = Mark.plain(By.NAME, row -> row.rows().name(row.number()));
  private static final Mark[] MARKS = {
    ID,
    Mark.withId(By.NAME, row -> row.rows().idWith(row.number(), row.rows().name(row.number()))),
    Mark.withId(By.PATH, row -> row.rows().idWith(row.number(), row.rows().path(row.number()))),
    NAME,
    Mark.plain(By.PATH, row -> row.rows().path(row.number()))
  };

  private Matching(VmRows before, VmRows after) {
    this.ofBefore = Ints.of(before.size(), ALONE);
    this.ofAfter = Ints.of(after.size(), ALONE);
  }

  /** Compares them; what comes back does not hold the rows. */
  static Matching of(VmRows before, VmRows after) {
    Matching matching = new Matching(before, after);
    matching.new Search(before, after).run();
    return matching;
  }

  /** Both audits, while they are compared. */
  private final class Search {
    private final VmRows before;
    private final VmRows after;
    private int groups;

    Search(VmRows before, VmRows after) {
      this.before = before;
      this.after = after;
    }

    void run() {
      for (Mark mark : MARKS) {
        match(mark);
      }
      group(ID);
      group(NAME);
    }

    private void match(Mark mark) {
      MarkGroups rows = rows(mark);
      for (int slot = 0; slot < rows.slots(); slot++) {
        int one = rows.onlyBefore(slot);
        int other = rows.onlyAfter(slot);
        if (one >= 0 && other >= 0) {
          ofBefore.set(one, other);
          ofAfter.set(other, one);
          found[mark.by().ordinal()]++;
        }
      }
    }

    /** Those that are alone so far. */
    private MarkGroups rows(Mark mark) {
      int alone = 0;
      for (int row = 0; row < before.size(); row++) {
        alone += ofBefore.get(row) == ALONE ? 1 : 0;
      }
      MarkGroups rows = new MarkGroups(alone);
      for (int number = 0; number < before.size(); number++) {
        Row row = new Row(before, number);
        if (ofBefore.get(number) == ALONE && mark.appliesTo(row)) {
          rows.addBefore(mark.of().applyAsLong(row), mark.kind(row), number);
        }
      }
      for (int number = 0; number < after.size(); number++) {
        Row row = new Row(after, number);
        if (ofAfter.get(number) == ALONE && mark.appliesTo(row)) {
          rows.addAfter(mark.of().applyAsLong(row), mark.kind(row), number);
        }
      }
      return rows;
    }

    private void group(Mark mark) {
      MarkGroups rows = rows(mark);
      int[] numbers = new int[rows.slots()];
      for (int number = 0; number < before.size(); number++) {
        Row row = new Row(before, number);
        if (ofBefore.get(number) == ALONE && mark.appliesTo(row)) {
          int slot = rows.find(mark.of().applyAsLong(row));
          if (rows.hasPartnerAfter(slot, mark.kind(row))) {
            ofBefore.set(number, groupOf(numbers, slot));
          }
        }
      }
      for (int number = 0; number < after.size(); number++) {
        Row row = new Row(after, number);
        if (ofAfter.get(number) == ALONE && mark.appliesTo(row)) {
          int slot = rows.find(mark.of().applyAsLong(row));
          if (slot >= 0 && rows.hasPartnerBefore(slot, mark.kind(row))) {
            ofAfter.set(number, groupOf(numbers, slot));
          }
        }
      }
    }

    private int groupOf(int[] numbers, int slot) {
      if (numbers[slot] == 0) {
        numbers[slot] = FIRST_GROUP - groups;
        groups++;
      }
      return numbers[slot];
    }
  }

  /** The row after of this row before: its number, {@link #ALONE}, or a group, which is less. */
  int ofBefore(int row) {
    return ofBefore.get(row);
  }

  /** The row before of this row after, likewise. */
  int ofAfter(int row) {
    return ofAfter.get(row);
  }

  int sizeBefore() {
    return ofBefore.size();
  }

  /** Whether any row before is gone or ambiguous. */
  boolean isAnyBeforeLeft() {
    for (int row = 0; row < ofBefore.size(); row++) {
      if (ofBefore.get(row) < 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether this is the number of a group of ambiguous rows. */
  static boolean isGroup(int number) {
    return number <= FIRST_GROUP;
  }

  /** How many VMs were found by this. */
  long found(By by) {
    return found[by.ordinal()];
  }
}
