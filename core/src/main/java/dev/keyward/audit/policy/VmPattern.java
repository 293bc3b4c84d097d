package dev.keyward.audit.policy;

/**
 * A pattern for the whole name of a VM: {@code *} stands for any characters, {@code ?} for one;
 * case is ignored. After a mismatch only the last star gives way, so that matching takes at most as
 * many steps as the lengths of name and pattern multiplied, for any name and any pattern.
 */
final class VmPattern {

  /** The longest pattern, in characters; it bounds the time for long names. */
  static final int LONGEST = 256;

  private final int[] pattern;

  private VmPattern(int[] pattern) {
    this.pattern = pattern;
  }

  static VmPattern of(String text) {
    return new VmPattern(FoldedName.of(text).characters());
  }

  /** Whether a text has wildcards at all. */
  static boolean hasWildcard(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  /** Whether the pattern matches the whole name. */
  boolean matches(FoldedName folded) {
    int[] name = folded.characters();
    int at = 0;
    int here = 0;
    int star = -1;
    int resume = 0;
    while (at < name.length) {
      if (here < pattern.length && pattern[here] == '*') {
        star = here;
        resume = at;
        here++;
      } else if (here < pattern.length && (pattern[here] == '?' || pattern[here] == name[at])) {
        here++;
        at++;
      } else if (star >= 0) {
        // The last star takes one character more.
        resume++;
        at = resume;
        here = star + 1;
      } else {
        return false;
      }
    }
    while (here < pattern.length && pattern[here] == '*') {
      here++;
    }
    return here == pattern.length;
  }
}
