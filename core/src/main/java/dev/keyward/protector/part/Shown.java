package dev.keyward.protector.part;

/** Text of a document as it may be shown: printable ASCII, not endless. */
public final class Shown {

  /** The most characters that are shown, with the dots behind what was cut. */
  static final int MOST_CHARACTERS = 123;

  private static final String CUT = "...";

  private Shown() {}

  public static String uri(String text) {
    boolean cut = text.length() > MOST_CHARACTERS;
    String start = cut ? text.substring(0, MOST_CHARACTERS - CUT.length()) + CUT : text;
    return start.replaceAll("[^\\x21-\\x7e]", "?");
  }
}
