package dev.keyward.audit.diff;

/**
 * The rows of two audits by a mark of 64 bits, in 28 bytes for each mark: how many rows have it,
 * one, or several, with an id of their VM and without, and the last of each.
 */
final class MarkGroups {

  /** The row's VM has an id. */
  static final int WITH_ID = 0;

  /** It has none, or ids do not count. */
  static final int PLAIN = 1;

  private static final int KINDS = 2;
  private static final int SEVERAL = 2;

  private final long[] marks;
  private final byte[] counts;
  private final int[] lastBefore;
  private final int[] lastAfter;

  /** For at most so many marks. */
  MarkGroups(int most) {
    int slots = Math.toIntExact(Math.max(16, most + most / 2L));
    this.marks = new long[slots];
    this.counts = new byte[2 * KINDS * slots];
    this.lastBefore = new int[KINDS * slots];
    this.lastAfter = new int[KINDS * slots];
  }

  /** Adds a row of the audit before. */
  void addBefore(long mark, int kind, int row) {
    int slot = slot(mark);
    marks[slot] = mark;
    count(2 * KINDS * slot + kind);
    lastBefore[KINDS * slot + kind] = row;
  }

  /** Adds a row of the audit after, where one before has its mark. */
  void addAfter(long mark, int kind, int row) {
    int slot = slot(mark);
    if (marks[slot] == mark) {
      count(2 * KINDS * slot + KINDS + kind);
      lastAfter[KINDS * slot + kind] = row;
    }
  }

  private void count(int at) {
    counts[at] = (byte) Math.min(SEVERAL, counts[at] + 1);
  }

  /** Marks are digests, so their upper bits say where they belong. */
  private int slot(long mark) {
    int slot = (int) Math.multiplyHigh(mark >>> 1, 2L * marks.length);
    while (marks[slot] != 0 && marks[slot] != mark) {
      slot = slot + 1 == marks.length ? 0 : slot + 1;
    }
    return slot;
  }

  /** The slot of a mark; -1 where no row before has it. */
  int find(long mark) {
    int slot = slot(mark);
    return marks[slot] == mark ? slot : -1;
  }

  int slots() {
    return marks.length;
  }

  /**
   * Whether a row before of this kind may be the VM of a row after: two ids that differ are two.
   */
  boolean hasPartnerAfter(int slot, int kind) {
    return after(slot, PLAIN) > 0 || (kind == PLAIN && after(slot, WITH_ID) > 0);
  }

  /** The same of a row after. */
  boolean hasPartnerBefore(int slot, int kind) {
    return before(slot, PLAIN) > 0 || (kind == PLAIN && before(slot, WITH_ID) > 0);
  }

  /** The only row before that may be the VM of one after; -1 where there are several or none. */
  int onlyBefore(int slot) {
    int withId = hasPartnerAfter(slot, WITH_ID) ? before(slot, WITH_ID) : 0;
    int plain = hasPartnerAfter(slot, PLAIN) ? before(slot, PLAIN) : 0;
    return only(withId, plain, lastBefore, slot);
  }

  /** The only row after, likewise. */
  int onlyAfter(int slot) {
    int withId = hasPartnerBefore(slot, WITH_ID) ? after(slot, WITH_ID) : 0;
    int plain = hasPartnerBefore(slot, PLAIN) ? after(slot, PLAIN) : 0;
    return only(withId, plain, lastAfter, slot);
  }

  private static int only(int withId, int plain, int[] last, int slot) {
    return withId + plain != 1 ? -1 : last[KINDS * slot + (withId == 1 ? WITH_ID : PLAIN)];
  }

  private int before(int slot, int kind) {
    return counts[2 * KINDS * slot + kind];
  }

  private int after(int slot, int kind) {
    return counts[2 * KINDS * slot + KINDS + kind];
  }
}
