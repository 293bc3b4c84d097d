package dev.keyward.text;

import java.util.Collection;

/**
 * The start of a SHA-256, as people read it. It is for eyes and no identity: somebody can make a
 * second key whose digest has the same start. So an output that shows two such keys shows more
 * digits of both: twice as many, until they differ.
 */
public final class ShortPrint {

  private static final int ALL = 64;

  private ShortPrint() {}

  /** The first digits of {@code print}, which has 64 of them; all where {@code digits} is more. */
  public static String of(String print, int digits) {
    return print.substring(0, Math.min(digits, ALL));
  }

  /**
   * The start of {@code print} that no other of {@code all} has.
   *
   * @param least how many digits are enough where nothing else has them
   */
  public static String of(String print, Collection<String> all, int least) {
    int digits = least;
    while (digits < ALL && isShared(print, all, digits)) {
      digits = longer(digits);
    }
    return of(print, digits);
  }

  /** The next number of digits: twice as many, at most all 64. */
  public static int longer(int digits) {
    return Math.min(2 * digits, ALL);
  }

  /** Whether these are all digits, so that two keys never share them. */
  public static boolean isWhole(int digits) {
    return digits >= ALL;
  }

  private static boolean isShared(String print, Collection<String> all, int digits) {
    String start = of(print, digits);
    return all.stream().anyMatch(other -> !other.equals(print) && of(other, digits).equals(start));
  }
}
