package dev.keyward.cli.protector.batch;

/**
 * What a line of a batch is called in its result.
 *
 * @param id its own, or {@code line N} where it has none
 * @param number counts from 1
 */
record LineName(String id, long number) {

  /** The line in an error, such as {@code line 7}. */
  String place() {
    return "line " + number;
  }
}
