package dev.keyward.protector;

/** Text of a document as it may be shown: printable ASCII, not endless. */
final class Shown {

  private static final int MOST = 120;

  private Shown() {}

  static String uri(String text) {
    String printable = text.replaceAll("[^\\x21-\\x7e]", "?");
    return printable.length() <= MOST ? printable : printable.substring(0, MOST) + "...";
  }
}
