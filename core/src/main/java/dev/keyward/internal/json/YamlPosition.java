package dev.keyward.internal.json;

/**
 * A place in a YAML text.
 *
 * @param line from 1
 * @param column from 1, in characters
 */
public record YamlPosition(int line, int column) {

  /** {@code line 3, column 7}. */
  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
