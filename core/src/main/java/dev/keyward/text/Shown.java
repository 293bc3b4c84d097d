package dev.keyward.text;

/** Text of a document as it may be shown: printable ASCII, not endless. */
public final class Shown {

  /** The most characters that are shown, with the dots behind what was cut. */
  public static final int MOST_CHARACTERS = 123;

  private static final int DOTS = 3;

  private Shown() {}

  public static String uri(String text) {
    return ForeignText.ascii(text, MOST_CHARACTERS - DOTS).replace(' ', '?');
  }
}
