package dev.keyward.text;

import java.util.Collection;
import java.util.Optional;

/** Finds the name, key or verb that was probably meant. */
public final class Nearest {

  /** Longer than any of ours; bounds the work for hostile ones. */
  private static final int LONGEST = 64;

  private Nearest() {}

  /** The known key with the fewest changes from {@code written}, if these are few. */
  public static Optional<String> to(String written, Collection<String> known) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    String best = null;
    int fewest = Integer.MAX_VALUE;
    for (String key : known) {
      int changes = changes(written, key);
      if (changes < fewest && changes <= 1 + key.length() / 4) {
        best = key;
        fewest = changes;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Levenshtein's distance, one row at a time. */
  private static int changes(String written, String key) {
    int[] above = new int[key.length() + 1];
    for (int column = 0; column < above.length; column++) {
      above[column] = column;
    }
    for (int row = 1; row <= written.length(); row++) {
      int[] current = new int[above.length];
      current[0] = row;
      for (int column = 1; column < current.length; column++) {
        boolean same = written.charAt(row - 1) == key.charAt(column - 1);
        int replaced = above[column - 1] + (same ? 0 : 1);
        current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
      }
      above = current;
    }
    return above[key.length()];
  }
}
