package dev.keyward.cli.report;

/**
 * A number at the top of a page.
 *
 * @param value the number as it is shown
 * @param label what it counts
 * @param css the class of its colour; empty for none
 */
public record Headline(String value, String label, String css) {

  /**
   * A number that has a colour unless it is 0.
   *
   * @param css the class of the colour; empty for none
   */
  public static Headline of(long value, String label, String css) {
    return new Headline(Words.number(value), label, value == 0 ? "" : css);
  }
}
