package dev.keyward.audit.policy;

import java.util.Comparator;
import java.util.Objects;

/**
 * A place in a policy file.
 *
 * @param file the file's name as it was given
 * @param line from 1
 * @param column from 1, in characters
 */
public record PolicyPlace(String file, int line, int column) implements Comparable<PolicyPlace> {

  private static final Comparator<PolicyPlace> ORDER =
      Comparator.comparing(PolicyPlace::file)
          .thenComparingInt(PolicyPlace::line)
          .thenComparingInt(PolicyPlace::column);

  /** Refuses places before the first line or column. */
  public PolicyPlace {
    Objects.requireNonNull(file, "file");
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("lines and columns count from 1");
    }
  }

  /** In the order of the text. */
  @Override
  public int compareTo(PolicyPlace other) {
    return ORDER.compare(this, other);
  }

  /** {@code policy.yaml: line 3, column 7}, the form of the places in errors. */
  @Override
  public String toString() {
    String start = file.isEmpty() ? "" : file + ": ";
    return start + inFile();
  }

  /** {@code line 3, column 7}. */
  String inFile() {
    return "line " + line + ", column " + column;
  }
}
